import { Button, FormControl, TextInput } from '@primer/react';
import { useQueryClient } from '@tanstack/react-query';
import { api, type Schema } from '../api/client.ts';
import { Facts } from '../components/facts.tsx';
import { textOf } from '../components/form-dialog.tsx';
import { Loaded } from '../components/loaded.tsx';
import { Page, Section } from '../components/page.tsx';
import { ProblemBanner } from '../components/problem-banner.tsx';
import { TextLink } from '../components/text-link.tsx';
import { Time } from '../components/time.tsx';
import { useMay } from '../shell/organization.ts';
import { sessionKey } from '../shell/session.ts';
import styles from './organization.module.css';

const path = '/api/v1/organization';

export function Component() {
  const organization = api.useQuery('get', path);
  return (
    <Page title="Organization">
      <Loaded query={organization}>{(found) => <Settings organization={found} />}</Loaded>
    </Page>
  );
}

function Settings({ organization }: { organization: Schema<'Organization'> }) {
  return (
    <>
      <Facts
        facts={{
          Plan: organization.plan,
          'Written back to GitHub': (
            <>
              {organization.write_back_mode} (
              <TextLink to="/settings/github">change it in the GitHub settings</TextLink>)
            </>
          ),
          Since: <Time at={organization.created_at} />,
          Id: <code>{organization.id}</code>,
        }}
      />
      <Section title="Name">
        <Rename name={organization.name} />
      </Section>
    </>
  );
}

function Rename({ name }: { name: string }) {
  const queries = useQueryClient();
  const may = useMay('admin');
  const rename = api.useMutation('patch', path, {
    onSuccess: async () => {
      await queries.invalidateQueries({ queryKey: ['get', path] });
      await queries.invalidateQueries({ queryKey: sessionKey });
    },
  });
  return (
    <form
      className={styles.fields}
      onSubmit={(event) => {
        event.preventDefault();
        if (rename.isPending) return;
        rename.mutate({ body: { name: textOf(new FormData(event.currentTarget), 'name') } });
      }}
    >
      <ProblemBanner error={rename.error} />
      <FormControl required disabled={!may}>
        <FormControl.Label>Name of the organization</FormControl.Label>
        <TextInput name="name" defaultValue={name} maxLength={100} block autoComplete="off" />
        {!may && <FormControl.Caption>Admins and owners may change it.</FormControl.Caption>}
      </FormControl>
      <Button type="submit" disabled={!may} loading={rename.isPending}>
        Rename
      </Button>
      <span role="status">{rename.isSuccess && 'The name is changed.'}</span>
    </form>
  );
}
