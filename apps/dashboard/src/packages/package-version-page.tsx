import { useParams } from 'react-router';
import { VersionView } from '../registry/version-view.tsx';

export function Component() {
  const { entryId = '', version = '' } = useParams();
  return <VersionView of={{ area: 'packages', entryId }} version={version} />;
}
