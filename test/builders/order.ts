/** The share of pairs that lie in the order of their numbers: a half where there is no order. */
export function inOrder(places: readonly number[]): number {
  let [pairs, ordered] = [0, 0]
  for (let one = 0; one < places.length; one += 1) {
    for (let other = one + 1; other < places.length; other += 1) {
      pairs += 1
      if ((places[one] ?? 0) < (places[other] ?? 0)) ordered += 1
    }
  }
  return ordered / pairs
}
