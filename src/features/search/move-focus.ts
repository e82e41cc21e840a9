/**
 * Arrow keys among the cards: up and down along a column, left and right to the same passage in the next column, or
 * to the card at the same height where it is missing. Returns the card to focus.
 */
export function nextCard(key: string, from: HTMLElement, container: HTMLElement): HTMLElement | null {
  const columns = [...container.querySelectorAll<HTMLElement>('[data-column]')].map((column) => [
    ...column.querySelectorAll<HTMLElement>('article[data-passage-id]'),
  ]);
  const column = columns.findIndex((cards) => cards.includes(from));
  const row = columns[column]?.indexOf(from) ?? -1;
  if (key === 'ArrowDown') return columns[column]?.[row + 1] ?? null;
  if (key === 'ArrowUp') return columns[column]?.[row - 1] ?? null;
  const next = columns[key === 'ArrowRight' ? column + 1 : key === 'ArrowLeft' ? column - 1 : -1];
  if (next === undefined) return null;
  return (
    next.find((card) => card.dataset['passageId'] === from.dataset['passageId']) ??
    next[Math.min(row, next.length - 1)] ??
    null
  );
}
