/**
 * Partnerships: one partner school's time with one hub on one pathway.
 *
 * Rules: a school has one open partnership in a programme; a change of pathway or hub ends one and starts another.
 * What is expected comes from the version of the programme that the partnership began with. Progress is derived from
 * evidence and today's date, never ticked: what the service cannot see is confirmed by a person, and a later
 * confirmation replaces an earlier one without erasing it.
 *
 * Read first: domain.ts, then room/ (one partnership's page), network/ (a hub's page), confirmations/, status/, trust/.
 * Tables: partnerships, partnership_status_changes, trust_agreements, expectation_confirmations, shared_confirmations,
 * seen_evidence.
 * Views for others: expectation_evidence, expectation_progress, partnership_standings, partnership_cards.
 */
import type { App } from '../../platform/http/index.ts'
import { confirmationRoutes } from './confirmations/routes.ts'
import type { WorkPlace } from './domain.ts'
import { networkRoutes } from './network/routes.ts'
import type { RoomPanel } from './room/actions.ts'
import { roomRoutes } from './room/routes.ts'
import { statusRoutes } from './status/routes.ts'
import { trustRoutes } from './trust/routes.ts'

export {
  hasEnded,
  isOpen,
  isRunning,
  isToCome,
  nextItemFor,
  type Partnership,
  type PartnershipStatus,
  type Progress,
  type ProgressItem,
  pathwayOf,
  type Side,
  STATUS_NAMES,
  together,
  type WorkPlace,
} from './domain.ts'
export { partnershipsImport } from './import/kind.ts'
export { canReadHubPage, sideOf } from './policy.ts'
export { askedIn, type RoomPanel, type RoomPart } from './room/actions.ts'
export { completePartnership } from './status/actions.ts'
export {
  type Concerned,
  countOpenByPathway,
  listPartnershipsOfSchool,
  listProgress,
  listProgressWith,
  readPartnership,
} from './store.ts'
export { type Followed, followSuccessors } from './succession/actions.ts'

export { dateLine, expectationHref } from './words.ts'

/**
 * `places`: the pages of other features where expectations are worked on, which they build on partnerships; `panels`: what
 * they show on the page of a partnership.
 */
export function routes(app: App, places: readonly WorkPlace[], panels: readonly RoomPanel[] = []): void {
  roomRoutes(app, { places, panels })
  networkRoutes(app)
  confirmationRoutes(app, places)
  statusRoutes(app)
  trustRoutes(app)
}
