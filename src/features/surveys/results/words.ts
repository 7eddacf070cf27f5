import type { Audience } from '../definition.ts'
import type { Figure, Gap, National } from './figures.ts'

export const AUDIENCE_NAMES: Readonly<Record<Audience, string>> = { pupils: 'Pupils', staff: 'Staff' }

/** "64%", "6.5 minutes", or words for what is not shown. */
export const figureWords = (figure: Figure | undefined): string =>
  figure === undefined ? 'Not shown' : amount(figure.value, figure.unit)

export const amount = (value: number, unit: Figure['unit']): string =>
  unit === 'percent' ? `${value}%` : `${value} minutes`

/** "16 points higher", "no difference": said without good or bad. */
export function pointsWords(points: number | undefined, unit: Figure['unit'] = 'percent'): string {
  if (points === undefined) return 'Not shown'
  if (points === 0) return 'The same'
  const size = Math.abs(points)
  const what = unit === 'percent' ? (size === 1 ? 'point' : 'points') : size === 1 ? 'minute' : 'minutes'
  return `${size} ${what} ${points > 0 ? 'higher' : 'lower'}`
}

/** "The widest gap: 46% of pupils and 79% of staff said “yes” to “…”. Staff are 33 points higher."; nothing where there is none. */
export function gapSentence({ pupilsQuestion, words, pupils, staff, points }: Gap): string | undefined {
  if (!pupils || !staff || !points) return undefined
  const [ofPupils, ofStaff] = [figureWords(pupils), figureWords(staff)]
  const said =
    pupils.unit === 'percent'
      ? `${ofPupils} of pupils and ${ofStaff} of staff said “${words}” to`
      : `${ofPupils} by pupils and ${ofStaff} by staff, ${words}, to`
  return `The widest gap: ${said} “${pupilsQuestion.text}” Staff are ${pointsWords(points, pupils.unit)}.`
}

/** "National figure, teachers, May 2025: 65%". */
export const nationalWords = ({ item, figure }: National): string =>
  `National figure, ${figure.audience}, ${figure.period}: ${amount(figure.value, item.unit)}`

export const nationalSource = ({ item: { source } }: National): string =>
  `${source.title}, ${source.publisher}, ${source.published}`

export const FLOOR_LINE = (floor: number): string =>
  `A result is shown only where ${floor} or more people chose an answer. Where it is not shown, so that nobody can be found, another group may be hidden with it: otherwise the first could be worked out from the rest.`

export const CAUTION_LINE = 'Marked figures stand on fewer than 30 answers: read them with care.'

export const resultsHref = (waveId: number): string => `/surveys/${waveId}/results`
