import type { RouteObject } from 'react-router';
import { Loading } from '../components/loaded.tsx';
import { MissingPage } from './missing-page.tsx';
import { RouteProblem, ShellProblem } from './route-problem.tsx';
import { Shell } from './shell.tsx';
import { SignedIn } from './signed-in.tsx';

/** Each page is a chunk of its own, loaded when it is first opened. */
export const routes: RouteObject[] = [
  {
    Component: Shell,
    ErrorBoundary: ShellProblem,
    HydrateFallback: Loading,
    // A boundary of its own, so that the shell stays around a page that fails.
    children: [
      {
        ErrorBoundary: RouteProblem,
        children: [
          { path: '/sign-in', lazy: () => import('../sign-in/sign-in-page.tsx') },
          { path: '/packages', lazy: () => import('../packages/packages-page.tsx') },
          { path: '/packages/:entryId', lazy: () => import('../packages/package-page.tsx') },
          { path: '/packages/:entryId/versions/:version', lazy: () => import('../packages/package-version-page.tsx') },
          { path: '/packages/:entryId/compare', lazy: () => import('../packages/package-compare-page.tsx') },
          {
            Component: SignedIn,
            children: [
              { index: true, lazy: () => import('./start-page.tsx') },
              { path: '/settings/github', lazy: () => import('../settings/github-page.tsx') },
              { path: '/settings/github/connect', lazy: () => import('../settings/connect-page.tsx') },
              { path: '/settings/github/connections/:id', lazy: () => import('../settings/connection-page.tsx') },
              { path: '/attempts', lazy: () => import('../attempts/attempts-page.tsx') },
              { path: '/attempts/:id', lazy: () => import('../attempts/attempt-page.tsx') },
              { path: '/explain', lazy: () => import('../attempts/explain-page.tsx') },
              { path: '/deliveries', lazy: () => import('../deliveries/deliveries-page.tsx') },
              { path: '/deliveries/:id', lazy: () => import('../deliveries/delivery-page.tsx') },
              { path: '/registry', lazy: () => import('../registry/entries-page.tsx') },
              { path: '/registry/:entryId', lazy: () => import('../registry/entry-page.tsx') },
              { path: '/registry/:entryId/versions/:version', lazy: () => import('../registry/version-page.tsx') },
              { path: '/registry/:entryId/compare', lazy: () => import('../registry/compare-page.tsx') },
              { path: '/organization/members', lazy: () => import('../organization/members-page.tsx') },
              { path: '/organization/keys', lazy: () => import('../organization/keys-page.tsx') },
              { path: '/organization/audit-log', lazy: () => import('../organization/audit-log-page.tsx') },
              { path: '/organization/settings', lazy: () => import('../organization/settings-page.tsx') },
            ],
          },
          { path: '*', Component: MissingPage },
        ],
      },
    ],
  },
];
