import axe, { type AxeResults, type NodeResult, type Result, type RunOptions } from 'axe-core';
import type { Page } from 'playwright-core';

const options: RunOptions = {
  runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
  resultTypes: ['violations'],
  // Style sheets are ours and loaded; axe need not fetch them again.
  preload: false,
};

/** What axe (https://github.com/dequelabs/axe-core) finds on the page as it is now, one text for each rule; WCAG 2.2 A and AA. */
export async function accessibilityFindings(page: Page): Promise<string[]> {
  await page.evaluate(axe.source);
  const results = await page.evaluate<AxeResults>(`axe.run(document, ${JSON.stringify(options)})`);
  return results.violations.map(findingText);
}

/** Throws with what axe finds. `what` names the page and how it is shown. */
export async function expectAccessible(page: Page, what: string): Promise<void> {
  const findings = await accessibilityFindings(page);
  if (findings.length > 0) throw new Error(`axe on ${what}:\n${findings.join('\n')}`);
}

/** What reaches over the right edge of the window, where the page can be scrolled sideways; else nothing. */
export async function sidewaysOverflow(page: Page): Promise<string[]> {
  return page.evaluate<string[]>(overflowing);
}

function findingText({ id, impact, help, helpUrl, nodes }: Result): string {
  const places = nodes.slice(0, 5).map(placeText);
  if (nodes.length > 5) places.push(`  and ${nodes.length - 5} more`);
  return [`${impact} ${id}: ${help} (${helpUrl})`, ...places].join('\n');
}

function placeText({ target, html, any, all, none }: NodeResult): string {
  const why = [...any, ...all, ...none].map(({ message }) => message);
  return [`  ${target.join(' ')}`, `    ${html.slice(0, 200)}`, ...why.map((line) => `    ${line}`)].join('\n');
}

// As text, since it runs in the page, whose types are not known here.
const overflowing = `(() => {
  const root = document.documentElement;
  if (root.scrollWidth <= root.clientWidth) return [];
  const scrolls = (element) => element && element !== document.body && element !== root &&
    (getComputedStyle(element).overflowX !== 'visible' || scrolls(element.parentElement));
  const name = (element) => element.tagName.toLowerCase() + (element.id ? '#' + element.id : '') +
    (element.className && element.className.baseVal === undefined ? '.' + String(element.className).split(' ').join('.') : '');
  return [
    'the page is ' + root.scrollWidth + ' px wide in a window of ' + root.clientWidth + ' px',
    ...[...document.body.querySelectorAll('*')]
      .filter((element) => element.getBoundingClientRect().right > root.clientWidth + 1 && !scrolls(element.parentElement))
      .slice(0, 8)
      .map((element) => name(element) + ' ends at ' + Math.round(element.getBoundingClientRect().right) + ' px'),
  ];
})()`;
