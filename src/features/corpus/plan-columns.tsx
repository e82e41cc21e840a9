import type { ColumnPlan } from '../../domain/corpus/read-plan.ts';
import { COLUMN_ROLES } from '../../domain/corpus/read-plan.ts';
import type { TablePreview } from '../../protocol/inspection.ts';
import { classNames } from '../../ui/class-names.ts';
import { Select } from '../../ui/select.tsx';

type Role = (typeof COLUMN_ROLES)[number];

const ROLES: Readonly<Record<Role, { readonly label: string; readonly without: string }>> = {
  text: { label: 'Passage', without: 'none' },
  title: { label: 'Title', without: 'none' },
  id: { label: 'Id', without: 'none: rows are numbered' },
  lang: { label: 'Language', without: 'none' },
  group: { label: 'Parallel group', without: 'none' },
  query: { label: 'Query', without: 'none' },
  queryId: { label: 'Query id', without: 'none' },
  relevant: { label: 'Relevant ids', without: 'none' },
};
const SHOWN_FIRST: readonly Role[] = ['text', 'title', 'id', 'lang', 'query', 'queryId', 'relevant', 'group'];

/** Which column plays which role, over the table's first rows. */
export function PlanColumns({
  table: { columns: names, rows },
  columns,
  onChange,
}: {
  readonly table: TablePreview;
  readonly columns: ColumnPlan;
  readonly onChange: (columns: ColumnPlan) => void;
}) {
  const roleOf = new Map<string, Role[]>();
  for (const role of COLUMN_ROLES) {
    const name = columns[role];
    if (name !== null) roleOf.set(name, [...(roleOf.get(name) ?? []), role]);
  }
  return (
    <div className="space-y-3">
      <fieldset>
        <legend className="mb-1.5 text-sm font-medium">Columns</legend>
        <div className="grid gap-x-5 gap-y-2 sm:grid-cols-2 lg:grid-cols-4">
          {SHOWN_FIRST.map((role) => (
            <Select
              key={role}
              label={ROLES[role].label}
              value={columns[role] ?? ''}
              stacked
              options={[
                { value: '', label: ROLES[role].without },
                ...names.map((name) => ({ value: name, label: name === '' ? '(no name)' : name })),
              ]}
              onChange={(name) => {
                onChange({ ...columns, [role]: name === '' ? null : name });
              }}
            />
          ))}
        </div>
      </fieldset>
      <div
        className="max-h-72 overflow-auto rounded-md border border-line"
        tabIndex={0}
        role="region"
        aria-label="First rows of the table"
      >
        <table className="w-full text-left text-sm">
          <thead className="sticky top-0 bg-panel text-xs">
            <tr>
              {names.map((name, index) => {
                const roles = roleOf.get(name) ?? [];
                return (
                  <th
                    key={index}
                    scope="col"
                    className={classNames(
                      'border-b border-line px-2.5 py-1.5 align-bottom font-medium whitespace-nowrap',
                      roles.length > 0 ? 'text-ink' : 'text-faint',
                    )}
                  >
                    {name === '' ? '(no name)' : name}
                    {roles.length > 0 && (
                      <span className="ml-1.5 rounded bg-note-wash px-1.5 py-0.5 font-semibold">
                        {roles.map((role) => ROLES[role].label.toLowerCase()).join(', ')}
                      </span>
                    )}
                  </th>
                );
              })}
            </tr>
          </thead>
          <tbody>
            {rows.map((row, r) => (
              <tr key={r} className="border-b border-line/60 align-baseline last:border-0">
                {names.map((name, c) => (
                  <td
                    key={c}
                    dir="auto"
                    className={classNames(
                      'max-w-[22rem] min-w-16 px-2.5 py-1.5 [overflow-wrap:anywhere]',
                      roleOf.has(name) ? 'text-ink' : 'text-faint',
                    )}
                  >
                    <span className="line-clamp-2">{row[c] ?? ''}</span>
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}
