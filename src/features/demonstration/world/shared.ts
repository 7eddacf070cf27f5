/** What a hub, or the programme team, does once for all partnerships of a cohort. */
import type { Definition, Occurrence } from '../../programmes/index.ts'
import type { Days } from './days.ts'
import { diceFor } from './dice.ts'
import type { WorldHub, WorldPartnership, WorldProgramme } from './files.ts'
import type { Occurrences, Staff, World } from './world.ts'

interface Setting {
  readonly programme: WorldProgramme
  readonly definition: Definition
  readonly hub: WorldHub
  readonly staff: Staff
  readonly occurrences: Occurrences
  readonly days: Days
  readonly partnerships: readonly WorldPartnership[]
}

export function sharedConfirmations(world: World, setting: Setting): void {
  const { programme, definition, hub, staff, days, partnerships } = setting
  for (const cohort of programme.cohorts) {
    const pathways = new Set(
      partnerships.filter((each) => each.cohort === cohort.key).map((each) => each.pathway),
    )
    const seen = new Set<string>()
    for (const pathway of definition.pathways.filter(({ key }) => pathways.has(key))) {
      for (const each of setting.occurrences(pathway.key, cohort.key)) {
        if (each.per === 'partnership') continue
        const byHub = each.per === 'hub'
        const name = `${byHub ? hub.reference : ''} ${cohort.key} ${each.expectationKey} ${each.occurrence}`
        if (seen.has(name)) continue
        seen.add(name)
        const on = byHub ? hubDay(hub, each) : programmeDay(each, days)
        if (
          on === undefined ||
          on > days.today ||
          (!byHub && isKnown(world, programme.key, cohort.key, each))
        )
          continue
        const by = byHub ? staff.leads[0] : staff.team[0]
        const recordedAt = days.timeOn(on, diceFor(name), 'recorded')
        world.confirmations.push({
          programme: programme.key,
          partnership: null,
          hub: byHub ? hub.reference : null,
          cohort: cohort.key,
          key: each.expectationKey,
          occurrence: each.occurrence,
          state: 'done',
          on,
          note: '',
          minutes: null,
          email: by.email,
          name: by.name,
          recordedAt,
          replacedAt: null,
        })
        if (!byHub) continue
        world.history.push({
          programme: programme.key,
          partnership: null,
          hub: hub.reference,
          kind: 'expectation.done',
          sentence: `Confirmed as done for cohort ${cohort.name}: ${each.label}`,
          details: { expectation: each.expectationKey, occurrence: each.occurrence, happenedOn: on },
          email: by.email,
          name: by.name,
          at: recordedAt,
        })
      }
    }
  }
}

/** A hub brings its partners together on its open days. */
function hubDay(hub: WorldHub, each: Occurrence): string | undefined {
  return hub.openDays.find((day) => day >= each.opensOn.toString() && day <= each.dueOn.toString())
}

/** Joining details go out some days before they must. */
function programmeDay(each: Occurrence, days: Days): string {
  const early = days.after(each.dueOn.toString(), -2)
  return early < each.opensOn.toString() ? each.opensOn.toString() : early
}

function isKnown(world: World, programme: string, cohort: string, each: Occurrence): boolean {
  return world.confirmations.some(
    (one) =>
      one.hub === null &&
      one.partnership === null &&
      one.programme === programme &&
      one.cohort === cohort &&
      one.key === each.expectationKey &&
      one.occurrence === each.occurrence,
  )
}
