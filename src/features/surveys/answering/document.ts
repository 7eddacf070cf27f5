/**
 * The document around the pages on which a class answers. Its own, and small: no navigation, no account, no cookie, in the
 * language and direction of the pupil. It is the same for everyone who answers the same survey in the same language.
 */
import { assetUrl } from '../../../design/assets.ts'
import { attributes, type Content, type Html, html } from '../../../design/html.ts'
import { type Language, readLanguage } from '../languages/index.ts'
import type { Manner } from './forms.ts'
import { queryOf } from './forms.ts'

export interface AnsweringPage {
  /** As the h1 says it. */
  readonly title: string
  readonly body: Html
  /** HTTP status; 200 when left out. */
  readonly status?: number
  /** Where "Get help" leads; nothing on the page that it leads to. */
  readonly help?: string
  /** Modules of src/assets/js. */
  readonly scripts?: readonly string[]
}

/** The words of a page, with the language that it is in. */
export interface Voice {
  readonly language: Language
  readonly manner: Manner
}

export const voiceOf = (manner: Manner): Voice => ({ language: readLanguage(manner.language), manner })

export function documentOf({ language, manner }: Voice, page: AnsweringPage): string {
  const { words } = language
  return `<!DOCTYPE html>\n${html`<html lang="${language.code}" dir="${language.dir}">
<head>
<meta charset="utf-8">
<title>${page.title === words.title ? page.title : `${page.title} – ${words.title}`}</title>
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta name="robots" content="noindex">
<link rel="icon" href="${assetUrl('/assets/images/alongside.svg')}" type="image/svg+xml">
<link rel="stylesheet" href="${assetUrl('/assets/css/survey.css')}">
${(page.scripts ?? ['survey.js']).map((name) => html`<script type="module" src="${assetUrl(`/assets/js/${name}`)}"></script>`)}
</head>
<body class="survey"${attributes({
    'data-dark': words.darkScreen,
    'data-light': words.lightScreen,
    'data-kiosk': manner.kiosk ? '1' : false,
  })}>
<a class="survey-skip" href="#main">${words.skipLink}</a>
<header class="survey-head">
<p class="survey-name">${words.title}</p>
${page.help !== undefined && html`<nav aria-label="${words.getHelp}"><a href="${page.help}">${words.getHelp}</a></nav>`}
</header>
<main class="survey-main" id="main" tabindex="-1">
${page.body}
</main>
</body>
</html>
`}`
}

/** Where this page’s help is, from an address of the same code. */
export const helpHref = (manner: Manner): string => `help${queryOf(manner)}`

/** A heading, some lines, and what comes next. */
export function plainBody(title: string, lines: readonly Content[], next: Content = ''): Html {
  return html`<h1>${title}</h1>
${lines.map((line) => html`<p>${line}</p>`)}
${next}`
}

/** A link that looks like a button, because it goes on. */
export function goOn(href: string, text: string): Html {
  return html`<p><a class="survey-button" href="${href}">${text}</a></p>`
}
