import { Box, Group, Pagination, Text } from '@mantine/core';
import { IconArrowDown, IconArrowUp } from '@tabler/icons-react';
import { Link, type LinkProps } from '@tanstack/react-router';
import {
  createSortedRowModel,
  rowSortingFeature,
  type SortingState,
  sortFn_basic,
  tableFeatures,
  useTable,
} from '@tanstack/react-table';
import { type ReactNode, useMemo, useRef } from 'react';
import { useSay } from '#app';
import { Count } from './money.tsx';
import { useRowKeys } from './rowKeys.ts';

/** A column of a grid. */
export interface Column<Row> {
  readonly key: string;
  /** Already in the reader's language. */
  readonly title: string;
  readonly cell: (row: Row) => ReactNode;
  readonly align?: 'left' | 'right';
  readonly width?: number | string;
  /** The first column stays on one line unless it holds sentences. */
  readonly wrap?: boolean;
  /** Sorting: `server` asks the server by the column's key, a function compares the rows at hand. */
  readonly sort?: 'server' | ((row: Row) => string | number | bigint);
  /** Cell of the totals row: always of the whole filter. */
  readonly total?: ReactNode;
}

interface DataGridProps<Row> {
  /** Name of the table for screen readers. */
  readonly label: string;
  readonly columns: readonly Column<Row>[];
  readonly rows: readonly Row[];
  readonly rowKey: (row: Row) => string | number;
  /** Where the first cell of a row leads; or what it opens. */
  readonly link?: (row: Row) => LinkProps;
  readonly onOpen?: (row: Row) => void;
  /** Column key, `-` before it for descending: from the URL. */
  readonly sort?: string;
  readonly onSort?: (sort: string) => void;
  readonly page?: {
    readonly page: number;
    readonly pageSize: number;
    readonly total: number;
    readonly onPage: (page: number) => void;
  };
  readonly empty: ReactNode;
  readonly maxHeight?: number | string;
}

const FEATURES = tableFeatures({
  rowSortingFeature,
  sortedRowModel: createSortedRowModel(),
  sortFns: { basic: sortFn_basic },
});
const NO_SORT: SortingState = [];

function sortingOf(sort: string | undefined): SortingState {
  if (!sort) return NO_SORT;
  return [{ id: sort.replace(/^-/, ''), desc: sort.startsWith('-') }];
}

/**
 * The one table of the program: sticky head and totals, right-aligned figures, sorting and pages kept in the URL, `j` and `k` to go
 * from row to row, Enter to open.
 */
export function DataGrid<Row extends object>(props: DataGridProps<Row>) {
  const { columns, rows, rowKey, sort, empty } = props;
  const frame = useRef<HTMLDivElement>(null);
  useRowKeys(frame);
  const definitions = useMemo(
    () =>
      columns.map((column) => ({
        id: column.key,
        accessorFn: (row: Row) => (typeof column.sort === 'function' ? column.sort(row) : 0),
        enableSorting: typeof column.sort === 'function',
        sortFn: sortFn_basic,
      })),
    [columns],
  );
  const table = useTable({
    features: FEATURES,
    data: rows,
    columns: definitions,
    state: { sorting: sortingOf(sort) },
    onSortingChange: () => undefined,
    manualSorting: columns.some((column) => column.sort === 'server'),
    getRowId: (row: Row) => String(rowKey(row)),
  });
  if (rows.length === 0) return <div className="grid-frame">{empty}</div>;
  return (
    <div>
      <Box
        component="section"
        className="grid-frame"
        ref={frame}
        style={{ maxHeight: props.maxHeight }}
        aria-label={props.label}
        tabIndex={0}
      >
        <table className="grid">
          <Head {...props} />
          <tbody>
            {table.getRowModel().rows.map((row) => (
              <tr key={row.id}>
                {columns.map((column, index) => (
                  <td key={column.key} data-align={column.align} data-wrap={column.wrap}>
                    {index === 0 ? <Opener {...props} row={row.original} /> : column.cell(row.original)}
                  </td>
                ))}
              </tr>
            ))}
          </tbody>
          <Totals columns={columns} />
        </table>
      </Box>
      <Pages page={props.page} />
    </div>
  );
}

function Opener<Row>({
  columns,
  link,
  onOpen,
  row,
}: Pick<DataGridProps<Row>, 'columns' | 'link' | 'onOpen'> & { readonly row: Row }) {
  const content = columns[0]?.cell(row);
  if (link) {
    return (
      <Link {...link(row)} data-row>
        {content}
      </Link>
    );
  }
  if (onOpen) {
    return (
      <button type="button" className="row-open" data-row onClick={() => onOpen(row)}>
        {content}
      </button>
    );
  }
  return content;
}

function Head<Row>({ columns, sort, onSort }: Pick<DataGridProps<Row>, 'columns' | 'sort' | 'onSort'>) {
  const [current] = sortingOf(sort);
  return (
    <thead>
      <tr>
        {columns.map((column) => {
          const sorted = current?.id === column.key ? (current.desc ? 'descending' : 'ascending') : undefined;
          const Arrow = sorted === 'descending' ? IconArrowDown : IconArrowUp;
          // Figures are first wanted largest first.
          const next =
            sorted === undefined
              ? column.align === 'right'
                ? `-${column.key}`
                : column.key
              : sorted === 'ascending'
                ? `-${column.key}`
                : column.key;
          return (
            <th
              key={column.key}
              scope="col"
              data-align={column.align}
              style={{ width: column.width }}
              aria-sort={sorted}
            >
              {column.sort && onSort ? (
                <button type="button" className="sort" onClick={() => onSort(next)}>
                  {column.title}
                  {sorted && <Arrow size={12} aria-hidden />}
                </button>
              ) : (
                column.title
              )}
            </th>
          );
        })}
      </tr>
    </thead>
  );
}

function Totals<Row>({ columns }: Pick<DataGridProps<Row>, 'columns'>) {
  if (columns.every((column) => column.total === undefined)) return null;
  return (
    <tfoot>
      <tr>
        {columns.map((column) => (
          <td key={column.key} data-align={column.align}>
            {column.total}
          </td>
        ))}
      </tr>
    </tfoot>
  );
}

function Pages({ page }: { readonly page: DataGridProps<never>['page'] | undefined }) {
  const say = useSay();
  if (page === undefined || page.total <= page.pageSize) return null;
  const first = (page.page - 1) * page.pageSize + 1;
  return (
    <Group justify="space-between" mt={8}>
      <Text size="sm" className="muted">
        <Count value={first} />–<Count value={Math.min(page.total, first + page.pageSize - 1)} /> {say('of')}{' '}
        <Count value={page.total} />
      </Text>
      <Pagination
        value={page.page}
        total={Math.ceil(page.total / page.pageSize)}
        onChange={page.onPage}
        getItemProps={(number) => ({ 'aria-label': say('Page {page}', { page: number }) })}
        getControlProps={(control) => ({ 'aria-label': control === 'next' ? say('Next page') : say('Previous page') })}
      />
    </Group>
  );
}
