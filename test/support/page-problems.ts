import type { BrowserContext, ConsoleMessage, Request, Response } from 'playwright-core';

/** What went wrong on the pages of a context, as far as a person would not see it; one line each. */
export type PageProblems = {
  /** Those that match none of what was announced. */
  unexpected(): string[];
  /** From the start or from now on, this is no problem of the test. */
  announce(...patterns: RegExp[]): void;
};

type Violation = { directive: string; blocked: string; page: string };

/**
 * Watches all pages of a context: uncaught errors, what is written to the console as an error (which a 4xx is, too),
 * violations of the Content-Security-Policy, and, from `origin`, requests that fail or are answered with 5xx.
 */
export async function watchPages(context: BrowserContext, origin: string): Promise<PageProblems> {
  const problems: string[] = [];
  const announced: RegExp[] = [];
  const note = (problem: string) => void problems.push(problem);
  context.on('weberror', (error) => note(`uncaught: ${error.error().stack ?? error.error().message}`));
  context.on('console', (message) => isError(message, origin) && note(consoleLine(message)));
  context.on('response', (response) => isFailure(response, origin) && note(responseLine(response)));
  context.on('requestfailed', (request) => isLost(request, origin) && note(lostLine(request)));
  await context.exposeBinding('waybillViolation', (_, { directive, blocked, page }: Violation) =>
    note(`Content-Security-Policy: ${directive} forbids ${blocked} on ${page}`),
  );
  await context.addInitScript(tellViolations);
  return {
    unexpected: () => problems.filter((problem) => !announced.some((pattern) => pattern.test(problem))),
    announce: (...patterns) => void announced.push(...patterns),
  };
}

// As text, since it runs in the page, whose types are not known here.
const tellViolations = `addEventListener('securitypolicyviolation', (event) => waybillViolation({
  directive: event.effectiveDirective,
  blocked: event.blockedURI + (event.sample ? ' (' + event.sample + ')' : ''),
  page: location.href,
}));`;

function isError(message: ConsoleMessage, origin: string): boolean {
  // Violations are noted by their event, with more in it.
  if (message.type() !== 'error' || /Content Security Policy/i.test(message.text())) return false;
  // Pages of others, such as GitHub's, are not ours to judge.
  return message.page()?.url().startsWith(origin) ?? true;
}

function consoleLine(message: ConsoleMessage): string {
  const { url, lineNumber } = message.location();
  return `console: ${message.text()} (${url}:${lineNumber})`;
}

function isFailure(response: Response, origin: string): boolean {
  return response.status() >= 500 && response.url().startsWith(origin);
}

function responseLine(response: Response): string {
  return `answer: ${response.status()} to ${response.request().method()} ${response.url()}`;
}

/** What a page that is left had asked for is given up, which is as it should be. */
function isLost(request: Request, origin: string): boolean {
  return request.url().startsWith(origin) && request.failure()?.errorText !== 'net::ERR_ABORTED';
}

function lostLine(request: Request): string {
  return `no answer: ${request.failure()?.errorText} for ${request.method()} ${request.url()}`;
}
