import type { DataRecipe } from '../../src/data/datasets.ts';
import type { CsvTable, TableChoice } from '../../src/exchange/csv.ts';

/** A table of the reader's own, and what of it is learnt from what. */
export interface OpenedTable {
  /** The file's name, or what else it came from. */
  readonly from: string;
  readonly table: CsvTable;
  readonly choice: TableChoice;
  readonly recipe: DataRecipe;
  /** What was left out, and how the text was read. */
  readonly notices: readonly string[];
}

/** Reads a text as a table, with the columns that are most likely meant. Throws a CsvError. */
export async function openTable(text: string, from: string): Promise<OpenedTable> {
  const { readCsv } = await import('../../src/exchange/csv.ts');
  const table = readCsv(text);
  return chooseColumns(table, from, { inputs: table.inputs, label: table.label });
}

/** The same table with other columns. Throws a CsvError. */
export async function chooseColumns(
  table: CsvTable,
  from: string,
  choice: TableChoice,
): Promise<OpenedTable> {
  const { tableRecipe, tableNotices } = await import('../../src/exchange/csv.ts');
  const recipe = tableRecipe(table, choice);
  return {
    from,
    table,
    choice,
    recipe,
    notices: [...table.notices, ...tableNotices(table, choice)],
  };
}
