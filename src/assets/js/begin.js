// Before the page is drawn: says that scripts run, so that GOV.UK styles for enhanced components apply at once.
// A plain script, not a module, because modules wait until the page has been read.
if ('noModule' in HTMLScriptElement.prototype) {
  document.body.classList.add('js-enabled', 'govuk-frontend-supported')
}
