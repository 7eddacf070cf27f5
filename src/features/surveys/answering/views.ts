/** The pages around the questions. Addresses are relative: the same page serves every class of a wave. */
import { html } from '../../../design/html.ts'
import { findLanguage } from '../languages/index.ts'
import { type AnsweringPage, goOn, helpHref, plainBody, type Voice } from './document.ts'
import { type Manner, NEXT_PERSON, queryOf } from './forms.ts'

/** Help for whoever has no code yet. */
export const HELP_WITHOUT_CODE = '/survey/help'

/** Where a code is typed. In English alone: which languages there are is known once the code is. */
export function codePage(error?: { readonly typed: string; readonly message: string }): AnsweringPage {
  return {
    title: error ? 'Error: Type your class code' : 'Type your class code',
    help: HELP_WITHOUT_CODE,
    ...(error ? { status: 404 } : {}),
    body: html`<h1>Type your class code</h1>
<form action="/survey" method="get" autocomplete="off">
<p id="code-hint">Your teacher has it: six letters and numbers, such as KTR 4HM.</p>
${error && html`<p class="survey-error" id="code-error" role="alert">${error.message}</p>`}
<p><label for="code">Class code</label>
<input class="survey-code" id="code" name="code" type="text" maxlength="20" autocapitalize="characters" spellcheck="false" autocomplete="off" value="${error?.typed ?? ''}" aria-describedby="code-hint${error ? ' code-error' : ''}"></p>
<p><button class="survey-button" type="submit">Go on</button></p>
</form>`,
  }
}

/** Which language and which words, then on. */
export function startPage(
  { language, manner }: Voice,
  wave: { readonly languages: readonly string[]; readonly easyRead: boolean },
  about: readonly string[],
): AnsweringPage {
  const { words } = language
  const others = wave.languages.filter((code) => code !== language.code)
  return {
    title: words.title,
    help: helpHref(manner),
    scripts: ['survey.js'],
    body: html`<h1>${words.title}</h1>
${about.filter((line) => !words.anonymous.includes(line)).map((line) => html`<p>${line}</p>`)}
<p>${words.anonymous}</p>
<p>${words.yourChoice} ${words.takes}</p>
${language.draft && html`<p class="survey-note">${words.draftNote}</p>`}
${goOn(`questions${queryOf(manner)}`, words.start)}
${
  wave.easyRead &&
  html`<p><a href="./${queryOf({ ...manner, easy: !manner.easy })}">${manner.easy ? words.usualWords : words.easyRead}</a></p>`
}
${
  others.length > 0 &&
  html`<nav aria-labelledby="languages"><h2 id="languages">${words.chooseLanguage}</h2>
<ul class="survey-languages">${others.map((code) => languageLink(code, manner))}</ul></nav>`
}`,
  }
}

function languageLink(code: string, manner: Manner) {
  const language = findLanguage(code)
  return (
    language &&
    html`<li><a href="./${queryOf({ ...manner, language: code })}" lang="${code}" hreflang="${code}" dir="${language.dir}">${language.own}</a></li>`
  )
}

export function thanksPage({ language: { words }, manner }: Voice): AnsweringPage {
  return {
    title: words.thanksTitle,
    help: helpHref(manner),
    body: plainBody(
      words.thanksTitle,
      manner.kiosk ? [words.thanksBody, words.nextPersonSoon] : [words.thanksBody],
      manner.kiosk && goOn(`./${queryOf(NEXT_PERSON)}`, words.nextPerson),
    ),
  }
}

export function helpPage(
  { language: { words }, manner }: Voice,
  back = `questions${queryOf(manner)}`,
): AnsweringPage {
  return {
    title: words.helpTitle,
    body: plainBody(
      words.helpTitle,
      [words.helpAdult, words.helpChildline, words.helpDanger, words.helpNotRead],
      goOn(back, words.helpBack),
    ),
  }
}

export function stoppedPage({ language: { words }, manner }: Voice): AnsweringPage {
  return {
    title: words.stoppedTitle,
    help: helpHref(manner),
    body: plainBody(words.stoppedTitle, [words.stoppedBody], goOn(`./${queryOf(manner)}`, words.startAgain)),
  }
}

export function notYetPage({ language: { words }, manner }: Voice): AnsweringPage {
  return {
    title: words.notYetTitle,
    help: helpHref(manner),
    status: 409,
    body: plainBody(words.notYetTitle, [words.notYetBody]),
  }
}

export function closedPage({ language: { words }, manner }: Voice): AnsweringPage {
  return {
    title: words.closedTitle,
    help: helpHref(manner),
    status: 409,
    body: plainBody(words.closedTitle, [words.closedBody]),
  }
}

export function brokenPage({ language: { words }, manner }: Voice, status = 422): AnsweringPage {
  return {
    title: words.brokenTitle,
    help: helpHref(manner),
    status,
    body: plainBody(words.brokenTitle, [words.brokenBody], goOn(`./${queryOf(manner)}`, words.startAgain)),
  }
}

/** Sent without one answer: there is nothing to keep, and the way back is open. */
export function emptyPage({ language: { words }, manner }: Voice, total: number): AnsweringPage {
  return {
    title: words.checkTitle,
    help: helpHref(manner),
    status: 422,
    body: plainBody(
      words.checkTitle,
      [words.checkBody.replace('{answered}', '0').replace('{total}', String(total)), words.yourChoice],
      goOn(`questions${queryOf(manner)}`, words.back),
    ),
  }
}

/** The service could not store what was sent: everything comes back, to be sent again by one press. */
export function notSentPage(
  { language: { words }, manner }: Voice,
  body: Readonly<Record<string, string>>,
): AnsweringPage {
  return {
    title: words.brokenTitle,
    help: helpHref(manner),
    status: 503,
    body: html`<h1>${words.brokenTitle}</h1>
<form action="answers" method="post" autocomplete="off">
${Object.entries(body).map(([name, value]) => html`<input type="hidden" name="${name}" value="${value}">`)}
<p><button class="survey-button" type="submit">${words.tryAgain}</button></p>
</form>`,
  }
}
