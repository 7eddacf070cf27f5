const BATCH_CHARACTERS = 1_000_000

/** Cuts CSV text into whole-row batches. A line break inside a quoted cell never ends a batch. */
export async function* copyBatches(csv: AsyncIterable<string | Uint8Array>): AsyncGenerator<string> {
  const decoder = new TextDecoder()
  let held = ''
  for await (const chunk of csv) {
    held += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })
    if (held.length < BATCH_CHARACTERS) continue
    const end = endOfLastWholeRow(held)
    if (end === 0) continue
    yield held.slice(0, end)
    held = held.slice(end)
  }
  held += decoder.decode()
  if (held !== '') yield held
}

/** The offset after the last line break that stands outside quotes; 0 where there is none. */
function endOfLastWholeRow(text: string): number {
  let quoted = false
  let end = 0
  for (let at = 0; at < text.length; at += 1) {
    const code = text.charCodeAt(at)
    if (code === 34) quoted = !quoted
    else if (code === 10 && !quoted) end = at + 1
  }
  return end
}
