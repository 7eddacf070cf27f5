import { formatDateTime } from '../../design/components/index.ts'
import { type Html, html } from '../../design/html.ts'
import type { SelfAssessment, Share } from './domain.ts'
import type { Place } from './partnership.ts'

/** Who reads what is written here, now and after it is submitted: on every page of a self-assessment. */
export function whoCanSee(
  place: Place,
  assessment: Pick<SelfAssessment, 'submittedAt'> | undefined,
  share: Share | undefined,
): Html {
  const { schoolName, hubName } = place.partnership
  return html`<section class="app-who" aria-labelledby="who-can-see">
<h2 class="govuk-heading-s" id="who-can-see">Who can see this</h2>
<ul class="govuk-list govuk-list--bullet govuk-body-s">
<li>The named leaders of ${schoolName} see everything.</li>
<li>${leadSees(place, assessment, share)}</li>
<li>The programme team sees that it was submitted, and when; not the answers.</li>
<li>When five or more schools of a network have submitted theirs, ${hubName} sees how many stand at each level, never which.</li>
<li>Nobody else.</li>
</ul>
</section>`
}

function leadSees(
  { partnership: { hubName }, sharesOnSubmission }: Place,
  assessment: Pick<SelfAssessment, 'submittedAt'> | undefined,
  share: Share | undefined,
): string {
  if (share) {
    const what = share.withNotes ? 'the levels and the evidence notes' : 'the levels, not the evidence notes'
    return `${hubName} sees ${what}: ${share.sharedByName} shared them on ${formatDateTime(share.sharedAt)}.`
  }
  if (assessment?.submittedAt) return `${hubName} does not see your answers. You can share them.`
  return sharesOnSubmission
    ? `${hubName} sees nothing until you submit. Then it sees the levels and the evidence notes, because your pathway includes one-to-one support.`
    : `${hubName} sees nothing, also after you submit, unless you choose to share it.`
}
