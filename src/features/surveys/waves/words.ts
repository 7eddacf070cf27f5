import { number, plural } from '../../../design/components/index.ts'
import { type Count, type Group, KIND_NAMES, type Wave, type WaveState } from './domain.ts'

export const surveysHref = (partnershipId: number, to = ''): string =>
  `/partnerships/${partnershipId}/surveys${to && `/${to}`}`

export const waveHref = ({ id }: Pick<Wave, 'id'>, to = ''): string => `/surveys/${id}${to && `/${to}`}`

/** "Baseline survey of pupils and staff" */
export function nameOfWave(wave: Pick<Wave, 'kind' | 'pupilsVersionId' | 'staffVersionId'>): string {
  const who = [wave.pupilsVersionId !== null && 'pupils', wave.staffVersionId !== null && 'staff'].filter(
    Boolean,
  )
  return `${KIND_NAMES[wave.kind]} survey of ${who.join(' and ')}`
}

export const STATE_NAMES: Readonly<Record<WaveState, string>> = {
  'not open yet': 'Not open yet',
  open: 'Open',
  over: 'No longer taking answers',
  closed: 'Closed',
}

/** "120 of 180 have answered"; without a roll, how many. */
export function countInWords({ answered, roll }: Count): string {
  return roll === null
    ? `${plural(answered, 'answer')}`
    : `${number(answered)} of ${number(roll)} have answered`
}

/** "Years 7 to 9 and 11; Leaders, Teachers" */
export function groupsInWords(groups: readonly Pick<Group, 'audience' | 'label'>[]): string {
  const labels = (audience: Group['audience']) =>
    groups.filter((group) => group.audience === audience).map(({ label }) => label)
  return [labels('pupils').join(', '), labels('staff').join(', ')].filter(Boolean).join('; ')
}
