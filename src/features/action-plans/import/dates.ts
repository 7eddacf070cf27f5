const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec']

/** "2026-03-27", "27/3/2026", "27.03.26", "27 March 2026" as an ISO date; nothing for anything else. Day before month. */
export function dayIn(text: string): string | undefined {
  const value = text.trim().toLowerCase()
  const iso = /^(\d{4})-(\d{1,2})-(\d{1,2})(?:[t ].*)?$/.exec(value)
  const numbers = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4}|\d{2})$/.exec(value)
  const words = /^(?:\p{L}+,? )?(\d{1,2})(?:st|nd|rd|th)? (\p{L}{3,9})\.?,? (\d{4}|\d{2})$/u.exec(value)
  if (iso) return dayOf(iso[1], Number(iso[2]), iso[3])
  if (numbers) return dayOf(numbers[3], Number(numbers[2]), numbers[1])
  if (words) return dayOf(words[3], MONTHS.indexOf((words[2] ?? '').slice(0, 3)) + 1, words[1])
  return undefined
}

function dayOf(year = '', month: number, day = ''): string | undefined {
  const full = year.length === 2 ? 2000 + Number(year) : Number(year)
  if (full < 2015 || full > 2100 || month < 1) return undefined
  try {
    return Temporal.PlainDate.from({ year: full, month, day: Number(day) }, { overflow: 'reject' }).toString()
  } catch {
    return undefined
  }
}
