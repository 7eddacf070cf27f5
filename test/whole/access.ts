/**
 * Who gets what from every address of the service. Written by hand from the rules, never from the code: what somebody
 * may not see is not found (404); forbidden (403) is only for a thing that they can see and not do.
 *
 * A cell is one answer, or three where the address names a record: of one's own, of somebody else in the same programme,
 * of another programme. One's own is the programme for its team, the hub for its lead, the school for its leader, what a
 * school has agreed to for its trust. `yes` is the page, the file, or a form that is saved.
 *
 * The last column is for everyone else. `sign in`: whoever holds no role, or has not signed in, is led to sign in.
 * `open`: it answers to anyone at all. `403 / sign in`: whoever holds no role is told so.
 */
export const COLUMNS = ['programme-team', 'hub-lead', 'named-leader', 'trust-leader', 'evaluator'] as const

const TABLE = `
                                                        | programme team | hub lead    | named leader | trust leader | evaluator   | others
GET /                                                   | yes            | yes         | yes          | yes          | yes         | open
GET /sign-in                                            | yes            | yes         | yes          | yes          | yes         | open
POST /sign-in                                           | yes            | yes         | yes          | yes          | yes         | open
GET /sign-in/code                                       | yes            | yes         | yes          | yes          | yes         | open
POST /sign-in/code                                      | yes            | yes         | yes          | yes          | yes         | open
GET /sign-in/place                                      | yes            | yes         | yes          | yes          | yes         | 403 / sign in
POST /sign-in/place                                     | yes            | yes         | yes          | yes          | yes         | 403 / sign in
GET /sign-in/dfe                                        | yes            | yes         | yes          | yes          | yes         | open
GET /sign-in/dfe/callback                               | yes            | yes         | yes          | yes          | yes         | open
POST /sign-in/as/:persona                               | yes            | yes         | yes          | yes          | yes         | open
GET /sign-out                                           | yes            | yes         | yes          | yes          | yes         | open
POST /sign-out                                          | yes            | yes         | yes          | yes          | yes         | open
POST /sign-out/everywhere                               | yes            | yes         | yes          | yes          | yes         | open
GET /accessibility                                      | yes            | yes         | yes          | yes          | yes         | open
GET /privacy                                            | yes            | yes         | yes          | yes          | yes         | open
GET /help                                               | yes            | yes         | yes          | yes          | yes         | open
GET /health/live                                        | yes            | yes         | yes          | yes          | yes         | open
GET /health/ready                                       | yes            | yes         | yes          | yes          | yes         | open
GET /metrics                                            | yes            | yes         | yes          | yes          | yes         | open

GET /outbox                                             | yes            | yes         | yes          | yes          | yes         | open
GET /demonstration                                      | yes            | yes         | yes          | yes          | yes         | open
GET /demonstration/clock                                | yes            | yes         | yes          | yes          | yes         | open
POST /demonstration/clock                               | yes            | yes         | yes          | yes          | yes         | open
GET /demonstration/reset                                | yes            | yes         | yes          | yes          | yes         | open
POST /demonstration/reset                               | yes            | yes         | yes          | yes          | yes         | open

GET /schools                                            | yes            | yes         | yes          | yes          | yes         | sign in
GET /schools.json                                       | yes            | yes         | yes          | yes          | yes         | sign in
GET /schools/:urn                                       | yes yes yes    | yes yes yes | yes yes yes  | yes yes yes  | yes yes yes | sign in
GET /trusts/:uid                                        | yes            | yes         | yes          | yes          | yes         | sign in
GET /councils                                           | yes            | yes         | yes          | yes          | yes         | sign in
GET /register                                           | yes            | 404         | 404          | 404          | 404         | sign in
POST /register/imports                                  | yes            | 404         | 404          | 404          | 404         | sign in
GET /register/imports/:importId                         | yes            | 404         | 404          | 404          | 404         | sign in
GET /register/imports/:importId/rejected.csv            | yes            | 404         | 404          | 404          | 404         | sign in

GET /programmes/:programmeKey                           | yes yes yes    | yes yes yes | yes yes yes  | yes yes yes  | yes yes yes | sign in
GET /programmes/:programmeKey/versions/:number          | yes yes yes    | yes yes yes | yes yes yes  | yes yes yes  | yes yes yes | sign in
GET /programmes/:programmeKey/cohorts                   | yes yes 404    | 404 404 404 | 404 404 404  | 404 404 404  | 404 404 404 | sign in
GET /programmes/:programmeKey/cohorts/new               | yes yes 404    | 404 404 404 | 404 404 404  | 404 404 404  | 404 404 404 | sign in
POST /programmes/:programmeKey/cohorts                  | yes yes 404    | 404 404 404 | 404 404 404  | 404 404 404  | 404 404 404 | sign in

GET /hubs                                               | yes            | yes         | yes          | yes          | 404         | sign in
GET /hubs/new                                           | yes            | 403         | 403          | 403          | 404         | sign in
POST /hubs                                              | yes            | 403         | 403          | 403          | 404         | sign in
GET /hubs/:id                                           | yes yes 404    | yes 404 404 | 404 404 404  | 404 404 404  | 404 404 404 | sign in
GET /hubs/:id/owed                                      | yes yes 404    | yes 404 404 | 404 404 404  | 404 404 404  | 404 404 404 | sign in
GET /hubs/:id/partners.csv                              | yes yes 404    | yes 404 404 | 404 404 404  | 404 404 404  | 404 404 404 | sign in
GET /hubs/:id/edit                                      | yes yes 404    | 403 403 404 | 403 403 404  | 403 403 404  | 404 404 404 | sign in
POST /hubs/:id/details                                  | yes yes 404    | 403 403 404 | 403 403 404  | 403 403 404  | 404 404 404 | sign in
GET /hubs/:id/capacity                                  | yes yes 404    | 403 403 404 | 403 403 404  | 403 403 404  | 404 404 404 | sign in
POST /hubs/:id/capacity                                 | yes yes 404    | 403 403 404 | 403 403 404  | 403 403 404  | 404 404 404 | sign in
GET /hubs/:id/closure                                   | yes yes 404    | 403 403 404 | 403 403 404  | 403 403 404  | 404 404 404 | sign in
POST /hubs/:id/closure                                  | yes yes 404    | 403 403 404 | 403 403 404  | 403 403 404  | 404 404 404 | sign in
GET /hubs/:id/partnerships/new                          | yes yes 404    | 403 403 404 | 403 403 404  | 403 403 404  | 404 404 404 | sign in
POST /hubs/:id/partnerships                             | yes yes 404    | 403 403 404 | 403 403 404  | 403 403 404  | 404 404 404 | sign in

GET /hubs/:id/strengths                                 | 404 404 404    | yes 404 404 | 404 404 404  | 404 404 404  | 404 404 404 | sign in

GET /programme                                          | yes            | 404         | 404          | 404          | 404         | sign in
GET /programme/partnerships                             | yes            | 404         | 404          | 404          | 404         | sign in
GET /programme/partnerships.csv                         | yes            | 404         | 404          | 404          | 404         | sign in
GET /programme/named-leaders.csv                        | yes            | 404         | 404          | 404          | 404         | sign in
GET /programme/stages                                   | yes            | 404         | 404          | 404          | 404         | sign in
GET /programme/stages.csv                               | yes            | 404         | 404          | 404          | 404         | sign in
GET /programme/hubs                                     | yes            | 404         | 404          | 404          | 404         | sign in
GET /programme/hubs.csv                                 | yes            | 404         | 404          | 404          | 404         | sign in
GET /programme/map                                      | yes            | 404         | 404          | 404          | 404         | sign in
GET /programme/strengths                                | yes            | 404         | 404          | 404          | 404         | sign in
GET /trust                                              | 404            | 404         | 404          | yes          | 404         | sign in
GET /trust.csv                                          | 404            | 404         | 404          | yes          | 404         | sign in
GET /trust/events                                       | 404            | 404         | 404          | yes          | 404         | sign in
GET /evaluation                                         | yes            | 404         | 404          | 404          | yes         | sign in
GET /evaluation.csv                                     | yes            | 404         | 404          | 404          | yes         | sign in

GET /partnership                                        | 403            | 403         | yes          | 403          | 403         | sign in
GET /partnerships/:id                                   | yes yes 404    | yes 404 404 | yes 404 404  | yes 404 404  | 404 404 404 | sign in
GET /partnerships/:id/history                           | yes yes 404    | yes 404 404 | yes 404 404  | yes 404 404  | 404 404 404 | sign in
GET /partnerships/:id/expectations/:key                 | yes yes 404    | yes 404 404 | yes 404 404  | yes 404 404  | 404 404 404 | sign in
GET /partnerships/:id/expectations/:key/:occurrence     | yes yes 404    | yes 404 404 | yes 404 404  | yes 404 404  | 404 404 404 | sign in
POST /partnerships/:id/expectations/:key/:occurrence    | yes yes 404    | yes 404 404 | yes 404 404  | 403 404 404  | 404 404 404 | sign in
GET /partnerships/:id/status                            | yes yes 404    | yes 404 404 | yes 404 404  | yes 404 404  | 404 404 404 | sign in
POST /partnerships/:id/status-changes                   | yes yes 404    | yes 404 404 | 403 404 404  | 403 404 404  | 404 404 404 | sign in
GET /partnerships/:id/move                              | yes yes 404    | 403 404 404 | 403 404 404  | 403 404 404  | 404 404 404 | sign in
POST /partnerships/:id/moves                            | yes yes 404    | 403 404 404 | 403 404 404  | 403 404 404  | 404 404 404 | sign in
POST /partnerships/:id/trust-agreement                  | 403 403 404    | 403 404 404 | yes 404 404  | 403 404 404  | 404 404 404 | sign in
POST /partnerships/:id/trust-agreement/withdrawal       | 403 403 404    | 403 404 404 | yes 404 404  | 403 404 404  | 404 404 404 | sign in

GET /partnerships/:id/self-assessment                   | yes yes 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /partnerships/:id/self-assessment                  | 403 403 404    | 403 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /self-assessments/:assessmentId/themes/:theme             | 404 404 404    | 404 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /self-assessments/:assessmentId/themes/:theme            | 404 404 404    | 404 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /self-assessments/:assessmentId/statements/:statement/answer | 404 404 404 | 404 404 404 | yes 404 404 | 404 404 404  | 404 404 404 | sign in
GET /self-assessments/:assessmentId/changes             | 404 404 404    | 404 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /self-assessments/:assessmentId/check               | 404 404 404    | 404 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /self-assessments/:assessmentId/submission         | 404 404 404    | 404 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /self-assessments/:assessmentId                     | 404 404 404    | 404 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /self-assessments/:assessmentId that is shared      | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /self-assessments/:assessmentId/themes/:theme that is shared | 404 404 404 | yes 404 404 | yes 404 404 | 404 404 404 | 404 404 404 | sign in
GET /self-assessments/:assessmentId/changes that is shared | 404 404 404 | 404 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /self-assessments/:assessmentId/profile.docx that is shared | 404 404 404 | yes 404 404 | yes 404 404 | 404 404 404 | 404 404 404 | sign in
GET /self-assessments/:assessmentId/profile.csv that is shared | 404 404 404 | yes 404 404 | yes 404 404 | 404 404 404  | 404 404 404 | sign in
POST /self-assessments/:assessmentId/shares that is shared | 404 404 404 | 403 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /self-assessments/:assessmentId/shares/withdrawal that is shared | 404 404 404 | 403 404 404 | yes 404 404 | 404 404 404 | 404 404 404 | sign in
GET /questionnaires                                     | yes            | 404         | 404          | 404          | 404         | sign in
GET /questionnaires/:questionnaireId/versions/:number   | yes yes 404    | yes yes 404 | yes yes 404  | yes yes 404  | yes yes 404 | sign in

GET /partnerships/:id/plan                              | yes yes 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /partnerships/:id/plan                             | 403 403 404    | 403 404 404 | yes 404 404  | 403 404 404  | 404 404 404 | sign in
GET /partnerships/:id/plan/draft                        | 403 403 404    | 403 404 404 | yes 404 404  | 403 404 404  | 404 404 404 | sign in
POST /partnerships/:id/plan/draft                       | 403 403 404    | 403 404 404 | yes 404 404  | 403 404 404  | 404 404 404 | sign in
GET /partnerships/:id/plan/import                       | 403 403 404    | 403 404 404 | yes 404 404  | 403 404 404  | 404 404 404 | sign in
POST /partnerships/:id/plan/import                      | 403 403 404    | 403 404 404 | yes 404 404  | 403 404 404  | 404 404 404 | sign in
POST /partnerships/:id/plan/import/rows                 | 403 403 404    | 403 404 404 | yes 404 404  | 403 404 404  | 404 404 404 | sign in
GET /plans/:id/reviews                                  | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /plans/:id/versions                                 | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /plans/:id/versions/:number                         | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /plans/:id/differences                              | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /plans/:id/comments                                 | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /plans/:id/order                                    | 404 404 404    | 403 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /plans/:id/moves                                   | 404 404 404    | 403 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /plans/:id/plan.docx                                | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /plans/:id/plan.csv                                 | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /plans/:id/reviews/new                              | 404 404 404    | 403 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /plans/:id/reviews                                 | 404 404 404    | 403 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /plans/:id/signatures                              | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /plans/:id/comments                                | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /plans/:id/comments/:commentId/settlement          | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /plans/:id/shares                                  | 404 404 404    | 403 404 404 | 403 404 404  | 404 404 404  | 404 404 404 | sign in
POST /plans/:id/shares/withdrawal                       | 404 404 404    | 403 404 404 | 403 404 404  | 404 404 404  | 404 404 404 | sign in
GET /plans/:id/priorities/new                           | 404 404 404    | 403 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /plans/:id/priorities                              | 404 404 404    | 403 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /priorities/:id/objectives/new                      | 404 404 404    | 403 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /priorities/:id/objectives                         | 404 404 404    | 403 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /objectives/:id/measures/new                        | 404 404 404    | 403 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /objectives/:id/measures                           | 404 404 404    | 403 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /objectives/:id/actions/new                         | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /objectives/:id/actions                            | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /priorities/:id                                     | 404 404 404    | 403 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /priorities/:id                                    | 404 404 404    | 403 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /objectives/:id                                     | 404 404 404    | 403 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /objectives/:id                                    | 404 404 404    | 403 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /measures/:id                                       | 404 404 404    | 403 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /measures/:id                                      | 404 404 404    | 403 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /actions/:id/details                                | 404 404 404    | 403 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /actions/:id/details                               | 404 404 404    | 403 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /actions/:id                                        | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /actions/:id/updates                               | 404 404 404    | 403 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /actions/:id of a proposal                          | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /actions/:id/answers of a proposal                 | 404 404 404    | 403 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /actions/:id/details of a proposal                  | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /actions/:id/removal of a proposal                 | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /priorities/:id/removal                            | 404 404 404    | 403 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /objectives/:id/removal                            | 404 404 404    | 403 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /measures/:id/removal                              | 404 404 404    | 403 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /actions/:id/removal                               | 404 404 404    | 403 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /priorities/:id/closure                            | 404 404 404    | 403 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /priorities/:id/reopening                          | 404 404 404    | 403 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /objectives/:id/closure                            | 404 404 404    | 403 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /objectives/:id/reopening                          | 404 404 404    | 403 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /partnerships/:id/promises                          | yes yes 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /hubs/:id/promises                                  | yes yes 404    | yes 404 404 | 404 404 404  | 404 404 404  | 404 404 404 | sign in
GET /programme/promises                                 | yes            | 404         | 404          | 404          | 404         | sign in
GET /programme/promises.csv                             | yes            | 404         | 404          | 404          | 404         | sign in
GET /conversations                                      | 404            | yes         | yes          | 404          | 404         | sign in
GET /conversations/preferences                          | 404            | yes         | yes          | 404          | 404         | sign in
POST /conversations/preferences                         | 404            | yes         | yes          | 404          | 404         | sign in
GET /partnerships/:id/conversation                      | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /partnerships/:id/conversation.csv                  | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /partnerships/:id/conversation/messages            | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /partnerships/:id/conversation/messages/:partnershipMessage/withdrawal  | 404 404 404 | 403 404 404 | 403 404 404 | 404 404 404 | 404 404 404 | sign in
POST /partnerships/:id/conversation/questions/:partnershipMessage/settlement | 404 404 404 | yes 404 404 | 403 404 404 | 404 404 404 | 404 404 404 | sign in
GET /partnerships/:id/documents                         | yes yes 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /partnerships/:id/documents/new                     | yes yes 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /partnerships/:id/documents                        | yes yes 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /partnerships/:id/documents/link                    | yes yes 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /partnerships/:id/documents/links                  | yes yes 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /partnerships/:id/documents/requests/new            | yes yes 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /partnerships/:id/documents/requests               | yes yes 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /document-requests/:requestId                       | yes yes 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /document-requests/:requestId/closure              | 403 403 404    | 403 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /document-requests/:requestId/withdrawal           | 403 403 404    | yes 404 404 | 403 404 404  | 404 404 404  | 404 404 404 | sign in
GET /documents/:documentId                              | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /documents/:documentId of the programme team        | yes yes 404    | yes 404 404 | 404 404 404  | 404 404 404  | 404 404 404 | sign in
POST /documents/:documentId/sharing                     | 404 404 404    | 403 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /documents/:documentId/deletion                     | 404 404 404    | 403 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /documents/:documentId/deletion                    | 404 404 404    | 403 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /documents/:documentId/deletion of the programme team | yes yes 404 | 403 404 404 | 404 404 404  | 404 404 404  | 404 404 404 | sign in
GET /documents/:documentId/versions/new                 | 404 404 404    | 403 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /documents/:documentId/versions                    | 404 404 404    | 403 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /documents/:documentId/preview                      | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /previews/:documentId/:number of a picture          | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /files/:documentId/:number                          | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /hubs/:id/documents                                 | yes yes 404    | yes 404 404 | 404 404 404  | 404 404 404  | 404 404 404 | sign in
GET /programme/documents                                | yes            | 404         | 404          | 404          | 404         | sign in
GET /programme/documents.csv                            | yes            | 404         | 404          | 404          | 404         | sign in
GET /programme/documents/rules                          | yes            | 404         | 404          | 404          | 404         | sign in
POST /programme/documents/rules                         | yes            | 404         | 404          | 404          | 404         | sign in
GET /events                                             | yes            | yes         | yes          | 404          | 404         | sign in
GET /events/month/:month                                | yes            | yes         | yes          | 404          | 404         | sign in
GET /events/new/:eventKind                              | yes            | yes         | 404          | 404          | 404         | sign in
POST /events/new/:eventKind                             | yes            | yes         | 404          | 404          | 404         | sign in
GET /events/:id to come                                 | yes yes 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /events/:id/details to come                         | yes yes 404    | yes 404 404 | 403 404 404  | 404 404 404  | 404 404 404 | sign in
POST /events/:id/details to come                        | yes yes 404    | yes 404 404 | 403 404 404  | 404 404 404  | 404 404 404 | sign in
GET /events/:id/date to come                            | yes yes 404    | yes 404 404 | 403 404 404  | 404 404 404  | 404 404 404 | sign in
POST /events/:id/date to come                           | yes yes 404    | yes 404 404 | 403 404 404  | 404 404 404  | 404 404 404 | sign in
GET /events/:id/cancellation to come                    | yes yes 404    | yes 404 404 | 403 404 404  | 404 404 404  | 404 404 404 | sign in
POST /events/:id/cancellation to come                   | yes yes 404    | yes 404 404 | 403 404 404  | 404 404 404  | 404 404 404 | sign in
GET /events/:id/places to come                          | yes yes 404    | yes 404 404 | 403 404 404  | 404 404 404  | 404 404 404 | sign in
POST /events/:id/places to come                         | yes yes 404    | yes 404 404 | 403 404 404  | 404 404 404  | 404 404 404 | sign in
GET /events/:id/invitations to come                     | yes yes 404    | yes 404 404 | 403 404 404  | 404 404 404  | 404 404 404 | sign in
POST /events/:id/invitations to come                    | yes yes 404    | yes 404 404 | 403 404 404  | 404 404 404  | 404 404 404 | sign in
POST /events/:id/places/bookings to come                | yes yes 404    | yes 404 404 | 403 404 404  | 404 404 404  | 404 404 404 | sign in
GET /events/:id/booking to come                         | 403 403 404    | 403 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /events/:id/booking to come                        | 403 403 404    | 403 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /events/:id/booking/return to come                  | 403 403 404    | 403 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /events/:id/booking/return to come                 | 403 403 404    | 403 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /events/:id/waiting that is full                   | 403 403 404    | 403 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /events/:id/waiting/end that is full               | 403 403 404    | 403 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /events/:id/waiting that is full                    | yes yes 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /offers/:offer                                      | yes yes yes    | yes yes yes | yes yes yes  | yes yes yes  | yes yes yes | open
POST /offers/:offer                                     | yes yes yes    | yes yes yes | yes yes yes  | yes yes yes  | yes yes yes | open
GET /feedback/:guestCode                                | yes yes yes    | yes yes yes | yes yes yes  | yes yes yes  | yes yes yes | open
POST /feedback/:guestCode                               | yes yes yes    | yes yes yes | yes yes yes  | yes yes yes  | yes yes yes | open
GET /events/:id/check-in that was held                  | yes yes 404    | yes 404 404 | 403 404 404  | 404 404 404  | 404 404 404 | sign in
POST /events/:id/check-in that was held                 | yes yes 404    | yes 404 404 | 403 404 404  | 404 404 404  | 404 404 404 | sign in
POST /events/:id/check-in.json that was held            | yes yes 404    | yes 404 404 | 403 404 404  | 404 404 404  | 404 404 404 | sign in
GET /events/:id/list that was held                      | yes yes 404    | yes 404 404 | 403 404 404  | 404 404 404  | 404 404 404 | sign in
GET /events/:id/reports that was held                   | yes yes 404    | yes 404 404 | 403 404 404  | 404 404 404  | 404 404 404 | sign in
POST /events/:id/reports that was held                  | yes yes 404    | yes 404 404 | 403 404 404  | 404 404 404  | 404 404 404 | sign in
GET /events/:id/reports/:report that was held           | yes yes 404    | yes 404 404 | 403 404 404  | 404 404 404  | 404 404 404 | sign in
POST /events/:id/reports/:report/sure that was held     | yes yes 404    | yes 404 404 | 403 404 404  | 404 404 404  | 404 404 404 | sign in
POST /events/:id/reports/:report/likely that was held   | yes yes 404    | yes 404 404 | 403 404 404  | 404 404 404  | 404 404 404 | sign in
GET /events/:id/reports/:report/people/:person that was held | yes yes 404    | yes 404 404 | 403 404 404  | 404 404 404  | 404 404 404 | sign in
POST /events/:id/reports/:report/people/:person that was held | yes yes 404    | yes 404 404 | 403 404 404  | 404 404 404  | 404 404 404 | sign in
GET /events/:id/feedback that was held                  | yes yes 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /events/:id/feedback that was held                 | 403 403 404    | 403 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /events/:id/practice that was held                  | yes yes 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /events/:id/practice that was held                 | 403 403 404    | 403 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /events/:id/certificates that was held              | yes yes 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /events/:id/catch-up of a session                   | yes yes 404    | yes yes 404 | yes yes 404  | 404 404 404  | 404 404 404 | sign in
POST /events/:id/catch-up of a session                  | 403 403 404    | 403 403 404 | yes yes 404  | 404 404 404  | 404 404 404 | sign in
POST /events/:id/catch-up/taken-back of a session       | 403 403 404    | 403 403 404 | yes yes 404  | 404 404 404  | 404 404 404 | sign in
GET /certificates/check                                 | yes            | yes         | yes          | yes          | yes         | open
GET /certificates/:code                                 | yes yes yes    | yes yes yes | yes yes yes  | yes yes yes  | yes yes yes | open

GET /survey                                             | yes            | yes         | yes          | yes          | yes         | open
GET /survey/help                                        | yes            | yes         | yes          | yes          | yes         | open
GET /survey/worker.js                                   | yes            | yes         | yes          | yes          | yes         | open
GET /survey/:code                                       | yes yes yes    | yes yes yes | yes yes yes  | yes yes yes  | yes yes yes | open
GET /survey/:code/questions                             | yes yes yes    | yes yes yes | yes yes yes  | yes yes yes  | yes yes yes | open
GET /survey/:code/answers                               | yes yes yes    | yes yes yes | yes yes yes  | yes yes yes  | yes yes yes | open
POST /survey/:code/answers                              | yes yes yes    | yes yes yes | yes yes yes  | yes yes yes  | yes yes yes | open
GET /survey/:code/thanks                                | yes yes yes    | yes yes yes | yes yes yes  | yes yes yes  | yes yes yes | open
GET /survey/:code/thanks/more                           | yes yes yes    | yes yes yes | yes yes yes  | yes yes yes  | yes yes yes | open
GET /survey/:code/help                                  | yes yes yes    | yes yes yes | yes yes yes  | yes yes yes  | yes yes yes | open
GET /survey/:code/stopped                               | yes yes yes    | yes yes yes | yes yes yes  | yes yes yes  | yes yes yes | open
GET /events/check-in-worker.js                          | yes            | yes         | yes          | yes          | yes         | open
GET /events/:id/messages to come                        | yes yes 404    | yes 404 404 | 403 404 404  | 404 404 404  | 404 404 404 | sign in
POST /events/:id/messages to come                       | yes yes 404    | yes 404 404 | 403 404 404  | 404 404 404  | 404 404 404 | sign in
GET /events/:id/calendar.ics to come                    | yes yes 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /calendar/feeds                                     | yes            | yes         | yes          | 404          | 404         | sign in
POST /calendar/feeds                                    | yes            | yes         | yes          | 404          | 404         | sign in
GET /calendar/:file                                     | yes yes yes    | yes yes yes | yes yes yes  | yes yes yes  | yes yes yes | open
GET /series/:seriesKey                                  | yes yes 404    | yes yes 404 | 404 404 404  | 404 404 404  | 404 404 404 | sign in
GET /series/:seriesKey/schools                          | yes yes 404    | yes yes 404 | 404 404 404  | 404 404 404  | 404 404 404 | sign in
GET /series/:seriesKey/schools.csv                      | yes yes 404    | yes yes 404 | 404 404 404  | 404 404 404  | 404 404 404 | sign in

GET /due                                                | 404            | yes         | yes          | 404          | 404         | sign in
GET /due/preferences                                    | 404            | yes         | yes          | 404          | 404         | sign in
POST /due/preferences                                   | 404            | yes         | yes          | 404          | 404         | sign in

GET /partnerships/:id/support                           | yes yes 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /partnerships/:id/support-days                      | yes yes 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /partnerships/:id/support-days/new                  | 403 403 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /partnerships/:id/support-days                     | 403 403 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /partnerships/:id/support-days/taken-place          | 403 403 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /partnerships/:id/support-days/taken-place         | 403 403 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /support-days/:id                                   | yes yes 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /support-days/:id/visit.ics of a day that is over   | yes yes 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /support-days/:id/pack                              | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /support-days/:id/running-order                     | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /support-days/:id/running-order/edit                | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /support-days/:id/running-order                    | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /support-days/:id/visit-record of a day that is over | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /support-days/:id/visit-record/edit of a day that is over | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /support-days/:id/visit-record/ahead of a day that is coming | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /support-days/:id/visit-record of a day that is over | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /support-days/:id/visit-record/signatures of a day that is over | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /support-days/:id/visit-record/plan-actions of a day that is over | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /support-days/:id/visit-record/views of a day that is over | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /support-days/:id/visit-record/actions of a day that is over | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /support-days/:id/visit-record/removals of a day that is over | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /support-days/:id/visit-record/settlements of a day that is over | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /support-days/:id/visit-record/notes.json of a day that is over | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /support-days/notes-worker.js                       | yes            | yes         | yes          | yes          | yes         | open
POST /support-days/:id/answers                          | 403 403 404    | 403 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /support-days/:id/dates                             | 403 403 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /support-days/:id/dates                            | 403 403 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /support-days/:id/cancellation                      | 403 403 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /support-days/:id/cancellation                     | 403 403 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /support-days/:id/record of a day that is over      | 403 403 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /support-days/:id/record of a day that is over     | 403 403 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /support-days/:id/keepings of a day to be moved    | 403 403 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /partnerships/:id/final-review                      | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /partnerships/:id/final-review/check                | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /partnerships/:id/final-review/signatures          | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /partnerships/:id/final-review/:topic               | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /partnerships/:id/final-review/:topic              | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /partnerships/:id/final-review/next-steps           | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /partnerships/:id/final-review/next-steps/new       | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /partnerships/:id/final-review/next-steps          | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /partnerships/:id/follow-up                         | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /partnerships/:id/follow-up                        | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /final-review-steps/:stepId                         | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /final-review-steps/:stepId                        | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /final-review-steps/:stepId/removal                | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /partnerships/:id/everything                        | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /partnerships/:id/everything.zip                    | 404 404 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /hubs/:id/support                                   | yes yes 404    | yes 404 404 | 404 404 404  | 404 404 404  | 404 404 404 | sign in
GET /programme/support                                  | yes            | 404         | 404          | 404          | 404         | sign in
GET /programme/support.csv                              | yes            | 404         | 404          | 404          | 404         | sign in

GET /partnerships/:id/surveys                           | yes yes 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /partnerships/:id/surveys/new                       | 403 403 404    | 403 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /partnerships/:id/surveys                          | 403 403 404    | 403 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /surveys/:id that is open                           | 404 404 404    | 404 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /surveys/:id/posters that is open                   | 404 404 404    | 404 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /surveys/:id/sheet that is open                     | 404 404 404    | 404 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /surveys/:id/notice that is open                    | 404 404 404    | 404 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /surveys/:id/notice.docx that is open               | 404 404 404    | 404 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /surveys/:id/reminder that is open                  | 404 404 404    | 404 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /surveys/:id/rehearsal that is open                 | 404 404 404    | 404 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /surveys/:id/rehearsal/:audience that is open       | 404 404 404    | 404 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /surveys/:id/rehearsal/:audience/questions that is open| 404 404 404    | 404 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /surveys/:id/rehearsal/:audience/answers that is open| 404 404 404    | 404 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /surveys/:id/rehearsal/:audience/thanks that is open| 404 404 404    | 404 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /surveys/:id/rehearsal/:audience/help that is open  | 404 404 404    | 404 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /surveys/:id/rehearsal/:audience/stopped that is open| 404 404 404    | 404 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /surveys/:id/codes that is open                     | 404 404 404    | 404 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /surveys/:id/codes that is open                    | 404 404 404    | 404 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /surveys/:id/codes/:codeId/stop that is open       | 404 404 404    | 404 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /surveys/:id/window that is open                    | 404 404 404    | 404 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /surveys/:id/window that is open                   | 404 404 404    | 404 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /surveys/:id/close that is open                     | 404 404 404    | 404 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /surveys/:id/close that is open                    | 404 404 404    | 404 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /survey-questions                                   | yes            | yes         | yes          | 404          | 404         | sign in
GET /survey-questions/:surveyVersionId                  | yes yes yes    | yes yes yes | yes yes yes  | 404 404 404  | 404 404 404 | sign in
GET /surveys/:id/results with results                   | yes yes 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /surveys/:id/results/:audience with results         | yes yes 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /surveys/:id/results/change with results            | yes yes 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /surveys/:id/results.csv with results               | yes yes 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /surveys/:id/summary with results                   | yes yes 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /surveys/:id/summary.docx with results              | yes yes 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /surveys/:id/shares with results                   | 403 403 404    | 403 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /surveys/:id/shares/withdrawal with results        | 403 403 404    | 403 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /surveys/:id/remarks that is open                   | 404 404 404    | 404 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /surveys/:id/remarks/harm that is open              | 404 404 404    | 404 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /surveys/:id/safeguarding-lead that is open         | 404 404 404    | 404 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /surveys/:id/safeguarding-lead that is open        | 404 404 404    | 404 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /surveys/:id/you-said with results                  | 404 404 404    | 404 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /surveys/:id/you-said with results                 | 404 404 404    | 404 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /surveys/:id/you-said/poster with results           | 404 404 404    | 404 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /surveys/:id/results to count                      | 403 403 404    | 403 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /surveys/:id/bursts/:burst to count                 | 404 404 404    | 404 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /surveys/:id/bursts/:burst/decision to count       | 404 404 404    | 404 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /hubs/:id/surveys                                   | 404 404 404    | yes 404 404 | 404 404 404  | 404 404 404  | 404 404 404 | sign in
GET /programme/surveys                                  | yes            | 404         | 404          | 404          | 404         | sign in
GET /programme/surveys/rules                            | yes            | 404         | 404          | 404          | 404         | sign in
POST /programme/surveys/rules                           | yes            | 404         | 404          | 404          | 404         | sign in
GET /evaluation/surveys                                 | yes            | 404         | 404          | 404          | yes         | sign in
GET /evaluation/surveys.csv                             | yes            | 404         | 404          | 404          | yes         | sign in
GET /evaluation/surveys-dictionary.csv                  | yes            | 404         | 404          | 404          | yes         | sign in

GET /people                                             | yes            | yes         | yes          | 404          | 404         | sign in
GET /people/emails                                      | yes            | 404         | 404          | 404          | 404         | sign in
POST /people/emails/:messageId/sendings                 | yes yes 404    | 404 404 404 | 404 404 404  | 404 404 404  | 404 404 404 | sign in
GET /people/:assignmentId/leaving                       | yes yes 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /people/:assignmentId/leaving                      | yes yes 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /invitations/new                                    | yes            | yes         | yes          | 404          | 404         | sign in
POST /invitations/new                                   | yes            | yes         | yes          | 404          | 404         | sign in
GET /invitations/:invitation                            | yes yes 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
GET /invitations/:invitation by its link                | yes yes yes    | yes yes yes | yes yes yes  | yes yes yes  | yes yes yes | open
POST /invitations/:invitation by its link               | yes yes yes    | yes yes yes | yes yes yes  | yes yes yes  | yes yes yes | open
POST /invitations/:invitation/sendings                  | yes yes 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in
POST /invitations/:invitation/cancellation              | yes yes 404    | yes 404 404 | yes 404 404  | 404 404 404  | 404 404 404 | sign in

GET /imports                                            | yes            | 404         | 404          | 404          | 404         | sign in
GET /imports/new/:kind                                  | yes            | 404         | 404          | 404          | 404         | sign in
POST /imports                                           | yes            | 404         | 404          | 404          | 404         | sign in
GET /imports/templates/:file                            | yes            | 404         | 404          | 404          | 404         | sign in
GET /exports/:file                                      | yes            | 404         | 404          | 404          | 404         | sign in
GET /imports/:importId                                  | yes yes 404    | 404 404 404 | 404 404 404  | 404 404 404  | 404 404 404 | sign in
GET /imports/:importId/columns                          | yes yes 404    | 404 404 404 | 404 404 404  | 404 404 404  | 404 404 404 | sign in
POST /imports/:importId/columns                         | yes yes 404    | 404 404 404 | 404 404 404  | 404 404 404  | 404 404 404 | sign in
GET /imports/:importId/preview                          | yes yes 404    | 404 404 404 | 404 404 404  | 404 404 404  | 404 404 404 | sign in
POST /imports/:importId/checks                          | yes yes 404    | 404 404 404 | 404 404 404  | 404 404 404  | 404 404 404 | sign in
GET /imports/:importId/rows/:line                       | yes yes 404    | 404 404 404 | 404 404 404  | 404 404 404  | 404 404 404 | sign in
POST /imports/:importId/rows/:line                      | yes yes 404    | 404 404 404 | 404 404 404  | 404 404 404  | 404 404 404 | sign in
POST /imports/:importId/application                     | yes yes 404    | 404 404 404 | 404 404 404  | 404 404 404  | 404 404 404 | sign in
POST /imports/:importId/deletion                        | yes yes 404    | 404 404 404 | 404 404 404  | 404 404 404  | 404 404 404 | sign in
GET /imports/:importId/:file                            | yes yes 404    | 404 404 404 | 404 404 404  | 404 404 404  | 404 404 404 | sign in
`

/** Files of the design, the same for everyone; their addresses hold a hash of their content. */
export const isAsset = (url: string) => url.startsWith('/assets/')

export type Relation = 'own' | 'other' | 'elsewhere'
export const RELATIONS: readonly Relation[] = ['own', 'other', 'elsewhere']

const ANSWERS = ['yes', '403', '404'] as const
export type Expected = (typeof ANSWERS)[number]
const OTHERS = ['open', '403 / sign in', 'sign in'] as const

export interface Row {
  /** As it stands in the table. */
  readonly name: string
  readonly method: string
  readonly url: string
  /** Whether the address names a record whose owner matters. */
  readonly names: boolean
  expected(role: string, relation: Relation): Expected
  /** Without a role, and signed out. */
  readonly others: { readonly withoutRole: string; readonly signedOut: string }
}

export function readAccess(text = TABLE): Row[] {
  const lines = text.split('\n').filter((line) => line.trim() !== '')
  return lines.slice(1).map((line) => {
    const [name = '', ...cells] = line.split('|').map((cell) => cell.trim())
    const [method = '', url = ''] = name.split(' ')
    const others = OTHERS.find((each) => each === cells.at(-1))
    const answers = cells.slice(0, -1).map((cell) => cell.split(/\s+/).map(asAnswer))
    const length = answers[0]?.length ?? 0
    const isWhole = answers.length === COLUMNS.length && answers.every((cell) => cell.length === length)
    if (!others || !isWhole || (length !== 1 && length !== 3))
      throw new Error(`Not a row of the table: ${line}`)
    return {
      name,
      method,
      url,
      names: length === 3,
      others: {
        withoutRole: others === 'open' ? 'yes' : others === 'sign in' ? 'sign in' : '403',
        signedOut: others === 'open' ? 'yes' : 'sign in',
      },
      expected(role, relation) {
        const cell = answers[(COLUMNS as readonly string[]).indexOf(role)]
        const answer = cell?.[length === 1 ? 0 : RELATIONS.indexOf(relation)]
        if (!answer) throw new Error(`The table says nothing of ${role} for ${name}`)
        return answer
      },
    }
  })
}

function asAnswer(word: string): Expected {
  const answer = ANSWERS.find((each) => each === word)
  if (!answer) throw new Error(`“${word}” is no answer: ${ANSWERS.join(', ')}`)
  return answer
}
