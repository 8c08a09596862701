import { useParams } from 'react-router';
import { useMay } from '../shell/organization.ts';
import { VersionActions } from './version-actions.tsx';
import { VersionView } from './version-view.tsx';

export function Component() {
  const { entryId = '', version = '' } = useParams();
  const mayChange = useMay('admin');
  const of = { area: 'registry' as const, entryId };
  return (
    <VersionView
      of={of}
      version={version}
      actions={(shown) => mayChange && <VersionActions of={of} version={shown} />}
    />
  );
}
