import { type Html, html } from '../../../../design/html.ts'
import type { Page } from '../../../../design/layout.ts'
import { shownCode } from '../../codes/code.ts'
import { whichOf } from '../../results/parts.ts'
import { type Code, YEAR_GROUPS } from '../domain.ts'
import type { WaveInView } from '../wave.ts'
import { nameOfWave, waveHref } from '../words.ts'
import { squareCode } from './square.ts'

const around = ({ wave, partnership }: WaveInView, title: string): Omit<Page, 'body'> => ({
  title: `${title}: ${nameOfWave(wave)}, ${whichOf({ wave, partnership })}`,
  backLink: { href: waveHref(wave), text: 'Back to the survey' },
  width: 'full',
})

/** One sheet of paper for each code that takes answers: to hang up, or to show on the board. */
export function postersPage(view: WaveInView, publicUrl: string): Page {
  const { codes, state, wave } = view
  const running = codes.filter(({ stoppedAt }) => stoppedAt === null)
  return {
    ...around(view, 'Posters'),
    body: html`<div class="app-no-print"><span class="govuk-caption-l">${nameOfWave(wave)}</span>
<h1 class="govuk-heading-l">Posters</h1>
<p class="govuk-body">Print this page: each code is a sheet of its own. Or show it on the board.</p>
<p class="govuk-body">A code opens the survey and nothing else. Take posters down when the survey is closed.</p>
${state === 'closed' && html`<p class="govuk-body">This survey is closed: its codes open nothing any more.</p>`}</div>
${running.map((code) => poster(view, code, publicUrl))}`,
  }
}

function poster({ groups }: WaveInView, { code, label, groupId }: Code, publicUrl: string): Html {
  const group = groups.find(({ id }) => id === groupId)
  const forStaff = group?.audience === 'staff'
  const address = `${publicUrl}/survey`
  return html`<section class="app-poster" aria-labelledby="poster-${code}">
<h2 class="app-poster__for" id="poster-${code}">${label}</h2>
<p class="app-poster__title">${forStaff ? 'What do you think about behaviour at our school?' : 'What do you think about behaviour at school?'}</p>
<p class="app-poster__step">Go to <strong class="app-poster__address">${address.replace(/^https?:\/\//, '')}</strong></p>
<p class="app-poster__step">Type this code</p>
<div class="app-poster__code">${shownCode(code)}</div>
<div class="app-poster__square">${squareCode(`${address}/${code}`, `Square code: opens the survey for ${label}`)}</div>
<p class="app-poster__small">Or point a camera at the square.</p>
<p class="app-poster__small">No names. Nobody can see what you said. You can leave out any question.</p>
</section>`
}

/** What the adult in the room says and does. One sheet for all classes. */
export function sheetPage(view: WaveInView, publicUrl: string): Page {
  const { wave, groups, codes } = view
  const pupils = groups.filter(({ audience }) => audience === 'pupils')
  const ids = new Set(pupils.map(({ id }) => id))
  const young = pupils.some(({ label }) => Number(label.replace(/\D/g, '')) < YEAR_GROUPS.secondary[0])
  const own = codes.filter(({ groupId, stoppedAt }) => ids.has(groupId) && stoppedAt === null)
  return {
    ...around(view, 'Teacher’s sheet'),
    body: html`<span class="govuk-caption-l">${nameOfWave(wave)}</span>
<h1 class="govuk-heading-l">Teacher’s sheet</h1>
<p class="govuk-body app-no-print">Print this page for everyone who takes a class through the survey.</p>
<h2 class="govuk-heading-m">Before</h2>
<ul class="govuk-list govuk-list--bullet">
<li>Each pupil needs a device. It can be shared: nothing of one pupil’s answers stays on it for the next.</li>
<li>For one device that pupils take in turn, open ${`${publicUrl}/survey`.replace(/^https?:\/\//, '')}/<em>the code</em>?kiosk=1 (the code without its space): it starts again by itself for the next pupil.</li>
<li>Put the code of your class on the board. It is the same for the whole class.</li>
<li>Pupils whose parents have opted out do something else, without having to say why.</li>
<li>Allow 10 minutes. The survey takes about 4${young ? '; younger pupils take a little longer' : ''}.</li>
</ul>
<h2 class="govuk-heading-m">What to say</h2>
<div class="govuk-inset-text">
<p class="govuk-body">“This is a survey about what behaviour is like at our school. We want to know what you really think.”</p>
<p class="govuk-body">“You do not give your name, and nobody can see what you said: not me, not the headteacher, nobody.”</p>
<p class="govuk-body">“There are no right or wrong answers. You can leave out any question, choose ‘Prefer not to say’, or stop whenever you like.”</p>
<p class="govuk-body">“Please answer by yourself, and do not look at anyone else’s screen.”</p>
<p class="govuk-body">“If something in it makes you think of a worry of your own, talk to me or to another adult that you trust. The survey is not read like a letter: nobody will see it there.”</p>
</div>
<h2 class="govuk-heading-m">How pupils start</h2>
<ol class="govuk-list govuk-list--number">
<li>Go to <strong>${`${publicUrl}/survey`.replace(/^https?:\/\//, '')}</strong>, or point a camera at the square on the poster.</li>
<li>Type the code, in capitals or not, with the space or without.</li>
<li>Choose a language${wave.easyRead ? ', and easy words with pictures for whoever would like them' : ''}.</li>
</ol>
<h2 class="govuk-heading-m">While they answer</h2>
<ul class="govuk-list govuk-list--bullet">
<li>Help with a word, never with an answer. Stand where you cannot see the screens.</li>
<li>Every question can be read aloud by the device: bring headphones.</li>
<li>If the connection drops, go on. A finished answer is kept on the device and sent once, when the connection is back.</li>
<li>A page that was loaded again, or a button pressed twice, makes no second answer.</li>
</ul>
<h2 class="govuk-heading-m">If something goes wrong</h2>
<dl class="govuk-summary-list">
<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">“The code is not found”</dt><dd class="govuk-summary-list__value">Read it aloud letter by letter. There is never a vowel in it, and never a 0 or a 1.</dd></div>
<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">“The survey is closed”</dt><dd class="govuk-summary-list__value">Ask whoever set it up: they can extend it.</dd></div>
<div class="govuk-summary-list__row"><dt class="govuk-summary-list__key">A pupil is upset</dt><dd class="govuk-summary-list__value">Let them stop. Follow your school’s safeguarding policy, as always.</dd></div>
</dl>
${
  own.length > 0 &&
  html`<h2 class="govuk-heading-m">Codes</h2>
<ul class="govuk-list app-columns">${own.map(({ label, code }) => html`<li>${label}: <strong class="app-code">${shownCode(code)}</strong></li>`)}</ul>`
}`,
  }
}
