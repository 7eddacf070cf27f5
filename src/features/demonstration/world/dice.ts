/** Chance that always falls the same way: every draw has a name, so adding one draw changes no other. */
export interface Dice {
  /** From 0 up to, not including, 1. */
  roll(name: string): number
  /** Whole, both ends included. */
  between(name: string, from: number, to: number): number
  pick<T>(name: string, items: readonly [T, ...T[]]): T
  chance(name: string, share: number): boolean
}

export function diceFor(subject: string): Dice {
  const roll = (name: string) => hash(`${subject} ${name}`) / 2 ** 32
  return {
    roll,
    between: (name, from, to) => from + Math.floor(roll(name) * (to - from + 1)),
    pick: (name, items) => items[Math.floor(roll(name) * items.length)] ?? items[0],
    chance: (name, share) => roll(name) < share,
  }
}

/** FNV-1a with a final mix, so that names that differ in one letter fall far apart. */
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let at = 0; at < text.length; at += 1) {
    value = Math.imul(value ^ text.charCodeAt(at), 0x01000193)
  }
  value = Math.imul(value ^ (value >>> 16), 0x85ebca6b)
  value = Math.imul(value ^ (value >>> 13), 0xc2b2ae35)
  return (value ^ (value >>> 16)) >>> 0
}
