/** Header and footer of every page, under either brand. */
import { govukFooter, govukHeader, govukServiceNavigation } from './govuk/index.ts'
import { type Html, html, raw } from './html.ts'
import type { Frame } from './layout.ts'

export function pageHeader(frame: Frame): Html {
  return html`<header class="govuk-template__header">
${frame.brand === 'govuk' ? govukMasthead(frame) : neutralMasthead(frame)}
${
  frame.demonstration &&
  html`<div class="app-demonstration"><p class="govuk-width-container app-demonstration__text"><strong>Demonstration world:</strong> invented schools and people. Today is ${frame.demonstration.today}. <a class="govuk-link govuk-link--no-visited-state" href="/demonstration/clock">Change the date</a></p></div>`
}
</header>`
}

export function pageFooter(frame: Frame): Html {
  const links = [
    { href: '/help', text: 'Get help' },
    { href: '/accessibility', text: 'Accessibility' },
    { href: '/privacy', text: 'Privacy' },
  ]
  const licence = html`Contains public sector information licensed under the <a class="govuk-footer__link" href="https://www.nationalarchives.gov.uk/doc/open-government-licence/version/3/" rel="license">Open Government Licence v3.0</a>. Source: Department for Education.`
  if (frame.brand === 'govuk') {
    return html`<footer class="govuk-template__footer">${govukFooter({ meta: { items: links }, contentLicence: { html: licence } })}</footer>`
  }
  // The component's own markup without the crown, the crest and the copyright line, which belong to GOV.UK.
  return html`<footer class="govuk-template__footer"><div class="govuk-footer"><div class="govuk-width-container">
<h2 class="govuk-visually-hidden">Support links</h2>
<ul class="govuk-footer__inline-list">
${links.map(({ href, text }) => html`<li class="govuk-footer__inline-list-item"><a class="govuk-footer__link" href="${href}">${text}</a></li>\n`)}</ul>
<p class="app-footer__licence">${licence}</p>
</div></div></footer>`
}

function neutralMasthead(frame: Frame): Html {
  return html`<div class="app-masthead"><div class="govuk-width-container app-masthead__container">
<a class="app-masthead__home" href="/">${mark}<span class="app-masthead__name">${frame.serviceName}</span></a>
${account(frame)}
</div></div>
${
  frame.navigation.length > 0 &&
  govukServiceNavigation({ navigation: frame.navigation, navigationLabel: 'Main', menuButtonText: 'Menu' })
}`
}

function govukMasthead(frame: Frame): Html {
  return html`${govukHeader({})}
${govukServiceNavigation({
  serviceName: frame.serviceName,
  serviceUrl: '/',
  navigation: frame.navigation,
  navigationLabel: 'Main',
  slots: { end: { html: account(frame), align: 'inline' } },
})}`
}

/** Who is signed in and how to leave; the way in when nobody is. */
function account(frame: Frame): Html {
  const { person } = frame
  if (person === undefined) {
    return frame.path === '/sign-in'
      ? raw('')
      : html`<p class="app-account"><a class="app-account__action" href="/sign-in">Sign in</a></p>`
  }
  return html`<div class="app-account">
<p class="app-account__person"><span class="app-account__name">${person.name}</span> <span class="app-account__role">${person.role}${person.place && html`, ${person.place}`}</span></p>
${person.otherPlaces && html`<p class="app-account__person"><a class="app-account__action" href="${person.otherPlaces}">Change place</a></p>`}
<form class="app-account__leave" method="post" action="/sign-out"><button type="submit" class="app-account__action">Sign out</button></form>
</div>`
}

// Two strokes side by side, one a little ahead: our own mark, drawn here.
const mark = raw(
  '<svg class="app-masthead__mark" width="26" height="30" viewBox="0 0 26 30" aria-hidden="true" focusable="false"><path d="M5 27V11" stroke="currentColor" stroke-width="6" stroke-linecap="round"/><path d="M17 27c0-8 4-11 4-24" fill="none" stroke="#f3b562" stroke-width="6" stroke-linecap="round"/></svg>',
)
