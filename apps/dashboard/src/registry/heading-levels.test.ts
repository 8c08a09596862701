import { expect, test } from 'vitest';
import { fitHeadings } from './heading-levels.ts';

function depthsOf(depths: number[]): (number | undefined)[] {
  const heading = (depth: number) => ({ type: 'heading', depth, children: [{ type: 'text', value: 'A' }] });
  const root = { type: 'root', children: depths.map(heading) };
  fitHeadings()(root);
  return root.children.map(({ depth }) => depth);
}

test('headings begin below those of the page, and keep their order', () => {
  expect(depthsOf([1, 2, 3, 2, 1])).toEqual([3, 4, 5, 4, 3]);
});

test('a level that is left out is closed, and the deepest is h6', () => {
  expect(depthsOf([6, 1, 4, 6, 6, 6])).toEqual([3, 3, 4, 5, 6, 6]);
});

test('a heading without a text is left out, wherever it stands', () => {
  const quote = { type: 'blockquote', children: [{ type: 'heading', depth: 1, children: [] }] };
  const root = {
    type: 'root',
    children: [{ type: 'heading', depth: 1, children: [{ type: 'image', alt: '' }] }, quote],
  };
  fitHeadings()(root);
  expect(root.children).toEqual([{ type: 'blockquote', children: [] }]);
});
