/** What was confirmed in one partnership, and the lines of history that say so. */
import { addTakingPart } from './events.ts'
import type { Story } from './files.ts'
import { addPlan } from './plan.ts'
import { type Done, progressOf } from './progress.ts'
import { type Assessed, addAssessment, beginAssessment } from './self-assessment.ts'
import { addSupportDays } from './support.ts'
import { addHistory, type Build } from './world.ts'

export function addProgress(
  build: Build,
  reference: string,
  pathwayKey: string,
  from: string,
  until: string,
  story: Story,
): void {
  const { place, row, dice } = build
  const { definition, days, files, school, hub } = place
  const pathway = definition.pathways.find(({ key }) => key === pathwayKey)
  if (!pathway) return
  const occurrences = place.occurrences(pathwayKey, row.cohort)
  const several = new Set(
    occurrences.filter(({ occurrence }) => occurrence > 1).map(({ expectationKey }) => expectationKey),
  )
  const progress = progressOf({
    story,
    told: files.told.get(school.urn),
    expectations: new Map(pathway.expectations.map((each) => [each.key, each])),
    occurrences,
    startsOn: from,
    endsOn: until,
    openDays: hub.openDays,
    notes: files.notes,
    days,
    dice,
  })
  const kinds = new Map(pathway.expectations.map(({ key, kind }) => [key, kind]))
  let assessed: Assessed | undefined
  /** What the service itself saw: then nobody needed to confirm it. */
  const isSeen = (done: Done): boolean => {
    if (done.state === 'not-needed') return false
    switch (kinds.get(done.key)) {
      case 'self-assessment':
        if (done.state === 'done') assessed = addAssessment(build, reference, pathwayKey, done, from)
        else beginAssessment(build, reference, done)
        return assessed !== undefined
      case 'share-self-assessment':
        return assessed !== undefined && assessed.row.share !== null
      case 'action-plan':
        return (
          assessed !== undefined && addPlan(build, reference, { pathwayKey, done, assessed, until, story })
        )
      default:
        return addTakingPart(build, reference, kinds.get(done.key), done)
    }
  }
  const titles = new Map(pathway.expectations.map(({ key, title }) => [key, title]))
  for (const done of progress) {
    if (isSeen(done)) continue
    const what = several.has(done.key) ? done.label : (titles.get(done.key) ?? done.label)
    addConfirmation(build, reference, done, what)
  }
  addSupportDays(build, reference, { pathway, progress, from, until })
}

const SENTENCES = {
  done: 'Confirmed as done',
  started: 'Marked as started',
  'not-needed': 'Marked as not needed',
} as const

function addConfirmation(build: Build, reference: string, done: Done, what: string): void {
  const { world, place, dice, cast } = build
  const { days, programme } = place
  const name = `${done.key} ${done.occurrence}`
  const by = cast.by(done.by, done.on, name)
  const lag = dice.chance(`${name} lag`, 0.6) ? 0 : dice.between(`${name} days later`, 1, 2)
  const late = days.after(done.on, lag)
  const recordedAt = days.timeOn(late > days.today || lag === 0 ? done.on : late, dice, name)
  const common = {
    programme: programme.key,
    partnership: reference,
    hub: null,
    cohort: null,
    key: done.key,
    occurrence: done.occurrence,
    email: by.email,
    name: by.name,
  }
  if (done.startedOn) {
    const startedAt = days.timeOn(done.startedOn, dice, `${name} started`)
    world.confirmations.push({
      ...common,
      state: 'started',
      on: done.startedOn,
      note: '',
      minutes: null,
      recordedAt: startedAt,
      replacedAt: recordedAt,
    })
    addHistory(build, reference, 'expectation.started', `${SENTENCES.started}: ${what}`, by, startedAt, {
      ...detailsOf(done),
      happenedOn: done.startedOn,
    })
  }
  world.confirmations.push({
    ...common,
    state: done.state,
    on: done.on,
    note: done.note,
    minutes: done.minutes,
    recordedAt,
    replacedAt: null,
  })
  addHistory(
    build,
    reference,
    `expectation.${done.state}`,
    `${SENTENCES[done.state]}: ${what}`,
    by,
    recordedAt,
    detailsOf(done),
  )
}

function detailsOf(done: Done) {
  return { expectation: done.key, occurrence: done.occurrence, happenedOn: done.on }
}
