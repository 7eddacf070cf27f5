/** The result as a Word document and as a table for a spreadsheet: what the page says, no more and no less. */
import type { Block, DocumentModel } from '../../../platform/documents/index.ts'
import type { AssessmentInView } from '../assessment.ts'
import { areasOf, movementOf, nameOf, type Placed, prioritiesOf, profileOf, strengthsOf } from '../domain.ts'
import { consultedWords, dayOf, MOVEMENT_NAMES, nameOfAssessment, STRAND_NAMES } from '../words.ts'
import { submittedLine } from './views.ts'

export function profileDocument(view: AssessmentInView): DocumentModel {
  const { questionnaire, answers, place, before, assessment } = view
  const { schoolName, hubName } = place.partnership
  const placed = (heading: string, items: readonly Placed[], none: string): Block[] => [
    { heading, level: 2 },
    items.length === 0
      ? { paragraph: none }
      : {
          list: items.map(
            ({ statement, level, theme }) => `${statement.text} (${level.name}; ${theme.name})`,
          ),
        },
  ]
  const changed = before
    ? movementOf(questionnaire, answers, before).filter((each) => each.movement !== 'as before')
    : []
  return {
    title: `Self-assessment: ${schoolName}`,
    foot: `${schoolName}, ${nameOfAssessment(assessment)}`,
    landscape: true,
    blocks: [
      { paragraph: `${questionnaire.name}. Partner school of ${hubName}. ${submittedLine(view)}.` },
      { paragraph: 'There is no overall result, and attendance and behaviour are shown apart.' },
      ...placed('Priorities', prioritiesOf(questionnaire, answers), 'No statement is marked as a priority.'),
      ...placed(
        'Strengths',
        strengthsOf(questionnaire, answers),
        'No statement stands at the upper levels yet.',
      ),
      ...placed(
        'Areas to develop',
        areasOf(questionnaire, answers),
        'No statement stands at the lower levels.',
      ),
      { heading: 'Statements at each level', level: 2 },
      {
        table: {
          head: ['Theme', 'About', ...questionnaire.levels.map(({ name }) => name), 'Not answered'],
          rows: profileOf(questionnaire, answers).flatMap(({ theme, strands }) =>
            strands.map((each) => [
              `${theme.number}. ${theme.name}`,
              STRAND_NAMES[each.strand],
              ...each.byLevel.map(String),
              String(each.unanswered),
            ]),
          ),
        },
      },
      ...(before
        ? [
            {
              heading: `What moved since ${dayOf(before.assessment.submittedAt ?? before.assessment.startedAt)}`,
              level: 2,
            } as const,
            changed.length === 0
              ? { paragraph: 'Nothing moved.' }
              : {
                  table: {
                    head: ['Statement', 'About', 'Before', 'Now', 'Moved'],
                    rows: changed.map((each) => [
                      `${each.statement.number} ${each.statement.text}`,
                      STRAND_NAMES[each.statement.strand],
                      each.before ?? '',
                      each.now ?? '',
                      MOVEMENT_NAMES[each.movement],
                    ]),
                    widths: [4, 2, 1, 1, 2],
                  },
                },
          ]
        : []),
      ...questionnaire.themes.flatMap((theme): Block[] => [
        { heading: `${theme.number}. ${theme.name}`, level: 2 },
        {
          table: {
            head: ['Statement', 'Level', 'How do you know?', 'Consulted', 'Priority'],
            widths: [8, 3, 8, 4, 2],
            rows: theme.statements.map((statement) => {
              const answer = answers.get(statement.key)
              return [
                `${statement.number} ${statement.text}`,
                nameOf(questionnaire, answer?.level ?? null) ?? 'Not answered',
                answer?.evidenceNote ?? '',
                consultedWords(answer?.consulted ?? []),
                answer?.isPriority ? 'Yes' : '',
              ]
            }),
          },
        },
      ]),
    ],
  }
}

export function profileRows(view: AssessmentInView): string[][] {
  const { questionnaire, answers, before } = view
  const moved = new Map(
    before ? movementOf(questionnaire, answers, before).map((each) => [each.statement.key, each]) : [],
  )
  return [
    [
      'Theme',
      'Number',
      'Statement',
      'About',
      'Level',
      'What the level means here',
      'How do you know?',
      'Consulted',
      'Priority',
      ...(before ? ['Before', 'Moved'] : []),
    ],
    ...questionnaire.themes.flatMap((theme) =>
      theme.statements.map((statement) => {
        const answer = answers.get(statement.key)
        const movement = moved.get(statement.key)
        return [
          theme.name,
          statement.number,
          statement.text,
          STRAND_NAMES[statement.strand],
          nameOf(questionnaire, answer?.level ?? null) ?? '',
          statement.descriptors[answer?.level ?? ''] ?? '',
          answer?.evidenceNote ?? '',
          consultedWords(answer?.consulted ?? []),
          answer?.isPriority ? 'Yes' : '',
          ...(before ? [movement?.before ?? '', movement ? MOVEMENT_NAMES[movement.movement] : ''] : []),
        ]
      }),
    ),
  ]
}
