/** Where staff add something in their own words: beside their questions, when it may name someone, and after. */
import { attributes, type Html, html } from '../../../design/html.ts'
import { REMARKS } from '../remarks/content.ts'
import { MOST_CHARACTERS } from '../remarks/screening.ts'
import { type AnsweringPage, goOn, helpHref, type Voice } from './document.ts'
import { NEXT_PERSON, queryOf } from './forms.ts'

const { words } = REMARKS

/** In a rehearsal the field has no name: what is typed there goes nowhere, not even into an address. */
export function remarkField(rehearsal: boolean): Html {
  return html`<div class="survey-remark">
${field('', rehearsal)}
<div id="asked" tabindex="-1" hidden>
<p class="survey-error" id="asked-words"></p>
<p>${words['asked-body']}</p>
${namesNoOne()}
</div>
</div>`
}

function field(text: string, rehearsal = false): Html {
  return html`<h2><label for="remark">${words.question}</label></h2>
<p class="survey-note" id="remark-nobody">${words.nobody} ${words['what-for']}</p>
<p class="survey-note" id="remark-danger">${words.danger}</p>
<p id="remark-hint">${words.optional}</p>
<p><textarea id="remark" rows="6" maxlength="${MOST_CHARACTERS}" autocomplete="off" aria-describedby="remark-nobody remark-danger remark-hint"${attributes({ name: rehearsal ? false : 'remark' })}>
${text}</textarea></p>`
}

const namesNoOne = (): Html =>
  html`<p class="survey-option"><input type="checkbox" id="names-no-one" name="names-no-one" value="1"><label for="names-no-one"><span>${words['names-no-one']}</span></label></p>`

/** What was typed, to be changed or to be stood by. Everything else that was answered goes along unseen; nothing is kept yet. */
export function askedPage(
  { manner }: Voice,
  doubt: string,
  text: string,
  body: Readonly<Record<string, string>>,
): AnsweringPage {
  const others = Object.entries(body).filter(([name]) => name !== 'remark' && name !== 'names-no-one')
  return {
    title: words['asked-title'],
    help: helpHref(manner),
    status: 422,
    scripts: [],
    body: html`<h1>${words['asked-title']}</h1>
<p class="survey-error" role="alert">${doubt}</p>
<p>${words['asked-body']}</p>
<form class="survey-remark" action="answers" method="post" autocomplete="off">
${others.map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
${field(text)}
${namesNoOne()}
<p><button class="survey-button" type="submit">Send my answers</button></p>
</form>`,
  }
}

/** Whom to tell, for everyone whose words may tell of harm. */
export function careWords(): Html {
  return html`<div id="care" hidden>
<h2>${words['care-title']}</h2>
<p>${words.care}</p>
<p>${words['care-who']}</p>
</div>`
}

/** The thanks, with whom to tell. */
export function carePage({ language, manner }: Voice): AnsweringPage {
  return {
    title: language.words.thanksTitle,
    help: `../${helpHref(manner)}`,
    scripts: [],
    body: html`<h1>${language.words.thanksTitle}</h1>
<p>${language.words.thanksBody}</p>
<h2>${words['care-title']}</h2>
<p>${words.care}</p>
<p>${words['care-who']}</p>
${manner.kiosk && goOn(`../${queryOf(NEXT_PERSON)}`, language.words.nextPerson)}`,
  }
}
