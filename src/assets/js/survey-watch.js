// Numbers that change while somebody watches: the page is read again every few seconds, and each marked part of it replaced.
// Nothing is announced: whoever wants to know reads them.

const EVERY = 10_000
/** A page that was forgotten on a screen is not asked for all night, and keeps nobody signed in. */
const MOST_TIMES = 360

let times = 0

async function readAgain() {
  if (document.hidden || times >= MOST_TIMES) return
  times += 1
  try {
    const answer = await fetch(location.pathname, { headers: { accept: 'text/html' }, redirect: 'error' })
    if (!answer.ok) return
    const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html')
    for (const part of document.querySelectorAll('[data-app-live]')) {
      const now = fresh.getElementById(part.id)
      // Whoever is on a link in it stays there.
      if (!now || now.innerHTML === part.innerHTML || part.contains(document.activeElement)) continue
      part.replaceChildren(...now.childNodes)
    }
  } catch {
    // No connection: the numbers stay as old as they are.
  }
}

setInterval(readAgain, EVERY)
