import type { Wave } from '../waves/domain.ts'
import { waveHref } from '../waves/words.ts'

export const remarksHref = (wave: Pick<Wave, 'id'>): string => waveHref(wave, 'remarks')

/** Where the school says who its safeguarding lead is. */
export const leadHref = (wave: Pick<Wave, 'id'>): string => waveHref(wave, 'safeguarding-lead')

/** For the safeguarding lead alone. */
export const harmHref = (wave: Pick<Wave, 'id'>): string => waveHref(wave, 'remarks/harm')
