/**
 * The page of questions. Without script it is one page with everything, whatever the wave says: a page a question would
 * carry half an answer over the network for every question. With script, one question at a time where the wave says so.
 */
import { attributes, type Html, html, raw } from '../../../design/html.ts'
import { PREFER_NOT_TO_SAY, type SurveyDefinition } from '../definition.ts'
import { type Translated, type TranslatedQuestion, translate, translateSurvey } from '../languages/index.ts'
import type { Layout } from '../waves/domain.ts'
import { type AnsweringPage, helpHref, type Voice } from './document.ts'
import { NEXT_PERSON, queryOf } from './forms.ts'
import { careWords, remarkField } from './remark-views.ts'
import { drawing, sprites } from './symbols.ts'

/** Stands in the page where each form's own key is put. */
export const KEY_PLACE = '00000000-0000-0000-0000-000000000000'

/** `rehearsal`: the same page, where its form leads to stores nothing. */
export function questionsPage(
  voice: Voice,
  definition: SurveyDefinition,
  {
    layout,
    asksRemark,
    rehearsal = false,
  }: { readonly layout: Layout; readonly asksRemark: boolean; readonly rehearsal?: boolean },
): AnsweringPage {
  const { language, manner } = voice
  const { words } = language
  const questions = translateSurvey(definition, language.code, manner.easy)
  const topics = new Map(definition.topics.map(({ key, name }) => [key, name]))
  const total = String(questions.length)
  const name = translate(definition.name, language.code)
  return {
    title: name.text,
    help: helpHref(manner),
    scripts: ['survey.js'],
    body: html`${sprites(picturesOf(questions))}<h1${inLanguage(name, language.code)}>${name.text}</h1>
<p>${words.anonymous}</p>
<p>${words.yourChoice}</p>
${language.draft && html`<p class="survey-note">${words.draftNote}</p>`}
<form class="survey-form" action="answers" method="post" autocomplete="off"${attributes({
      'data-layout': layout,
      'data-rehearsal': rehearsal ? '1' : false,
      'data-next': words.next,
      'data-back': words.back,
      'data-listen': words.readAloud,
      'data-hush': words.stopReading,
      'data-check': words.checkBody,
      'data-sending': words.sending,
    })}>
${questions.map((question, at) => {
  const topic = definition.questions[at]?.topic ?? ''
  const heading = topic === definition.questions[at - 1]?.topic ? undefined : topics.get(topic)
  const shown = heading === undefined ? undefined : translate(heading, language.code)
  return html`${shown && html`<h2 class="survey-topic"${inLanguage(shown, language.code)}>${shown.text}</h2>`}
${fieldset(question, at + 1, total, voice)}`
})}
<section class="survey-check" aria-labelledby="check">
${asksRemark && remarkField(rehearsal)}
<h2 id="check" tabindex="-1">${words.checkTitle}</h2>
<p id="check-body" hidden></p>
<p>${words.checkSent}</p>
<input type="hidden" name="l" value="${manner.language}">
${manner.easy && html`<input type="hidden" name="easy" value="1">`}
${manner.kiosk && html`<input type="hidden" name="kiosk" value="1">`}
<p><button class="survey-button" id="send" type="submit">${words.send}</button></p>
<p><a id="stop" href="stopped${queryOf(manner)}">${words.stop}</a></p>
</section>
<input type="hidden" name="key" value="${KEY_PLACE}">
</form>
<section class="survey-state" id="thanks" data-title="${words.thanksTitle}" hidden>
<p>${words.thanksBody}</p>
${asksRemark && careWords()}
${again(voice)}</section>
<section class="survey-state" id="kept" data-title="${words.keptTitle}" hidden>
<p>${words.keptBody}</p>
${again(voice)}</section>
<section class="survey-state" id="closed" data-title="${words.closedTitle}" hidden>
<p>${words.closedBody}</p>
</section>
<section class="survey-state" id="broken" data-title="${words.brokenTitle}" hidden>
<p>${words.brokenBody}</p>
<p><a class="survey-button" href="./${queryOf(manner)}">${words.startAgain}</a></p>
</section>`,
  }
}

function again({ language: { words }, manner }: Voice): Html | false {
  return (
    manner.kiosk &&
    html`<p>${words.nextPersonSoon}</p>
<p><a class="survey-button" href="./${queryOf(NEXT_PERSON)}">${words.nextPerson}</a></p>
`
  )
}

function fieldset(question: TranslatedQuestion, number: number, total: string, { language }: Voice): Html {
  const { words, code } = language
  const name = `q${number}`
  const count = words.questionOf.replace('{number}', String(number)).replace('{total}', total)
  return html`<fieldset class="survey-question" id="${name}" tabindex="-1">
<legend><span class="survey-count">${count}</span> ${question.picture && drawing(question.picture)}<span class="survey-text"${inLanguage(question.question, code)}>${question.question.text}</span></legend>
${question.options.map((option, at) => radio(name, at + 1, option, option.picture, code))}
${radio(name, PREFER_NOT_TO_SAY, { text: words.preferNotToSay, lang: code, dir: language.dir }, null, code)}
</fieldset>`
}

function radio(name: string, value: number, said: Translated, picture: string | null, code: string): Html {
  const id = `${name}-${value}`
  return html`<p class="survey-option"><input type="radio" id="${id}" name="${name}" value="${value}"><label for="${id}">${picture && drawing(picture)}<span${inLanguage(said, code)}>${said.text}</span></label></p>
`
}

/** Says the language only of what is in another than the page. */
function inLanguage(said: Translated, code: string): Html {
  return said.lang === code ? raw('') : attributes({ lang: said.lang, dir: said.dir })
}

function picturesOf(questions: readonly TranslatedQuestion[]): ReadonlySet<string> {
  return new Set(
    questions
      .flatMap(({ picture, options }) => [picture, ...options.map((option) => option.picture)])
      .filter((picture) => picture !== null),
  )
}
