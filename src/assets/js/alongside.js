// Starts GOV.UK's components and our own enhancements. Every page works without this file.
import { initAll } from '../govuk/govuk-frontend.min.js'
import { guardForms } from './guard.js'
import { forgetInTime } from './visit-notes-store.js'

initAll()
guardForms()
forgetInTime()
