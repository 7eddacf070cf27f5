/**
 * Hubs: one lead school or lead trust each, with its region and how many partner schools it takes on each pathway.
 *
 * A hub knows nothing of its partners: partnerships build on hubs, never the other way round. The region follows from a
 * lead school's council and is chosen for a lead trust. Capacity is the programme's unless the hub has a number of its
 * own; a hub over it is shown, never stopped. Every change goes up by one `revision`, so that two people cannot
 * overwrite each other unseen. Tables: hubs, hub_capacities. Views for other features: hub_cards,
 * hub_pathway_capacities.
 */
export { hubOf } from './actions.ts'
export { type Capacity, compareReferences, type Hub, maximumOf } from './domain.ts'
export { hubsImport } from './import/kind.ts'
export type { PathwayColumn } from './import/rows.ts'
export { canManageHubs, canSeeHubs } from './policy.ts'
export { routes } from './routes.ts'
export { findHub, listCapacities, listHubs, readHub } from './store.ts'
