// Made from the served openapi.json by "npm run api-types"; do not edit.
export interface paths {
    "/api/v1/github/attempts": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List attempts */
        get: operations["listAttempts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/github/attempts/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read an attempt with its steps */
        get: operations["getAttempt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/github/attempts/{id}/cancel": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Cancel an attempt
         * @description Ends a pending attempt as skipped, `cancelled`. A step that is under way publishes nothing any more; what was announced on the commit is concluded. Cancelling again changes nothing.
         */
        post: operations["cancelAttempt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/github/attempts/{id}/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow an attempt
         * @description Server-sent events. `attempt`: the attempt with its steps as it stands, first at once and then whenever something changed. `end`: it has ended and its commit was told; the stream ends.
         */
        get: operations["followAttempt"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/github/attempts/{id}/rerun": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Run an attempt again
         * @description Makes a new run of the attempt’s ref and commit, with the trigger `re-run`. It goes on by itself.
         */
        post: operations["rerunAttempt"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/github/attempts/events": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Follow all attempts
         * @description Server-sent events of the organization's attempts from now on, or after `Last-Event-ID`. `attempt`: one was made or changed; its data is the attempt with a `revision`, and an event that comes again has the same one. `joined`: the attempt `id` is in lists no more, since the attempt `joined_to` serves its event. `reset`: too much was missed, so read the list anew.
         */
        get: operations["followAttempts"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/github/connections": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List connections
         * @description All of them, unless a `limit` asks for pages.
         */
        get: operations["listConnections"];
        put?: never;
        /**
         * Connect a repository to an entry
         * @description From then on pushes to the default branch publish commit versions, and tags that match `tag_pattern` publish releases. The repository is asked for at GitHub, and known by its numeric id.
         */
        post: operations["createConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/github/connections/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Show a connection */
        get: operations["getConnection"];
        put?: never;
        post?: never;
        /**
         * Remove a connection
         * @description From then on nothing is published from the repository into the entry; pending attempts end as skipped. What was published stays, and so do the entry, the attempts with what explains them, and the App on GitHub. The entry may be connected anew.
         */
        delete: operations["deleteConnection"];
        options?: never;
        head?: never;
        /**
         * Change a connection
         * @description Any of its settings; what is left out stays. A new path, branch or pattern holds for attempts from now on: sync the connection to publish by it at once. While `auto_publish` is off, pushes publish nothing, and a sync does. A pause (`paused_by_member`) holds syncs and re-runs back as well, and pending attempts end as skipped; once it is over, what the branch holds then is published.
         */
        patch: operations["updateConnection"];
        trace?: never;
    };
    "/api/v1/github/connections/{id}/confirm-transfer": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Confirm the transfer of a connection's repository
         * @description A connection whose repository was transferred to another account pauses (`repository_transferred`). This lets it go on from there, and publishes what its branch holds now. The App must be installed on the new account, and that installation bound to your organization. A repository that is transferred back goes on by itself.
         */
        post: operations["confirmTransfer"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/github/connections/{id}/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Publish what the repository has now
         * @description Waits up to 25 seconds for the attempt. One that takes longer goes on; `Location` says where to look.
         */
        post: operations["syncConnection"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/github/deliveries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List webhook deliveries */
        get: operations["listDeliveries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/github/deliveries/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read a delivery with what was decided
         * @description The payload is for admins.
         */
        get: operations["getDelivery"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/github/deliveries/{id}/process": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Process a delivery again
         * @description As a redelivery from GitHub: what is published already stays as it is, and is not published twice.
         */
        post: operations["processDelivery"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/github/explain": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Explain what became of a commit, a ref, a delivery or a repository
         * @description Give one of `sha`, `ref` (with `repo`) and `delivery`, or `repo` alone for what happened there last. One timeline, from the delivery to the decision, the steps and the write-back.
         */
        get: operations["explain"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/github/installations": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List bound installations */
        get: operations["listInstallations"];
        put?: never;
        /**
         * Bind an installation
         * @description GitHub is asked whether the installation exists and is on that account. Where organizations share the server (TENANCY=multi) a proof is needed as well: a `state`, a `user_token`, or the `code` for one. Connections that paused when the installation was unbound or deleted go on.
         */
        post: operations["bindInstallation"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/github/installations/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Unbind an installation
         * @description By its id, or by GitHub's number. Its connections pause until it is bound again; published versions stay, and so does the App on GitHub.
         */
        delete: operations["unbindInstallation"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/github/installations/setup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Set out to install the App
         * @description Gives the address at which the App is installed, with a state that works once, for an hour. GitHub brings it back with the `installation_id`; both are sent to bind the installation.
         */
        post: operations["startInstallationSetup"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/github/repos": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List repositories of an installation
         * @description All that the installation reaches just now, up to 5,000; GitHub is asked once for each hundred.
         */
        get: operations["listRepositories"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/github/repos/{owner}/{repo}/branches": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the branches of a repository
         * @description As GitHub has them just now, up to 1,000 in one answer. GitHub is asked once for each hundred.
         */
        get: operations["listBranches"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/github/repos/{owner}/{repo}/skills": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Find the skills of a repository
         * @description The folders that hold a SKILL.md at a commit, at most 200, with what it says of the skill, or what is wrong with it.
         */
        get: operations["discoverSkills"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/github/repos/{owner}/{repo}/tags": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List the tags of a repository
         * @description As GitHub has them just now, up to 1,000 in one answer. GitHub is asked once for each hundred.
         */
        get: operations["listTags"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/github/settings": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the GitHub settings */
        get: operations["getSettings"];
        put?: never;
        /** Change the GitHub settings */
        post: operations["updateSettings"];
        delete?: never;
        options?: never;
        head?: never;
        /** Change the GitHub settings */
        patch: operations["patchSettings"];
        trace?: never;
    };
    "/api/v1/github/webhook": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Receive a webhook of GitHub
         * @description The body has to be here within 30 seconds.
         */
        post: operations["receiveWebhook"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organization": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read the own organization */
        get: operations["getOrganization"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /**
         * Rename the organization
         * @description The plan is set by who runs the service, `write_back_mode` by `PATCH /api/v1/github/settings`.
         */
        patch: operations["updateOrganization"];
        trace?: never;
    };
    "/api/v1/organization/audit-log": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what was changed
         * @description Every change that was made through this API: who made it, with which key or in a session, when and from where.
         */
        get: operations["listAuditLog"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organization/keys": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List API keys
         * @description Who manages the organization sees everybody's keys, other members see their own.
         */
        get: operations["listApiKeys"];
        put?: never;
        /**
         * Make an API key
         * @description Members make keys for themselves; who manages the organization also for members of at most his own role. A key never has more than the key or the session that made it, nor a role above the present ones of its member and its maker. A member has at most 100 keys that are neither revoked nor expired.
         */
        post: operations["createApiKey"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organization/keys/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Revoke an API key
         * @description It opens nothing from then on. A key may revoke itself, and none whose role is above its own; a revoked one stays as it is.
         */
        delete: operations["revokeApiKey"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organization/members": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List members */
        get: operations["listMembers"];
        put?: never;
        /**
         * Add a member
         * @description He is let in by a sign-in link (`POST /api/v1/organization/members/{id}/sign-in-links`), or by a key that is made for him (`POST /api/v1/organization/keys` with his `member_id`).
         */
        post: operations["createMember"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/organization/members/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /**
         * Remove a member
         * @description His keys, and those that he made for others, are revoked at once; his sessions reach the organization no more, nor do those of links that he made. History keeps his name, and what he published stays.
         */
        delete: operations["removeMember"];
        options?: never;
        head?: never;
        /**
         * Change a member's name or role
         * @description His keys and sessions follow his role at once.
         */
        patch: operations["updateMember"];
        trace?: never;
    };
    "/api/v1/organization/members/{id}/sign-in-links": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make a sign-in link for a member
         * @description Whoever opens it first is signed in as that member, within 7 days. The session reaches this organization alone, until the member connects his GitHub account; it has at most the present role of who made the link, and ends with his membership. Nobody makes links for members above his own role.
         */
        post: operations["createSignInLink"];
        /**
         * Withdraw a member's sign-in links
         * @description All that were not used yet end at once, whoever made them. Sessions that are open already go on. Whoever may make a link for the member may withdraw his links.
         */
        delete: operations["withdrawSignInLinks"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registry": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List and search the organization's entries */
        get: operations["listEntries"];
        put?: never;
        /**
         * Make an entry with its first version
         * @description Two parts, in any order: `metadata` (JSON) and `archive` (the bytes of a `.tar.gz`, as a file). The bytes are checked while they come, kept as they are, and served as they are.
         */
        post: operations["pushEntry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registry/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read an entry and its versions */
        get: operations["getEntry"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        /** Change an entry's visibility or description */
        patch: operations["updateEntry"];
        trace?: never;
    };
    "/api/v1/registry/{id}/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Compare the files of two versions */
        get: operations["compareVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registry/{id}/history": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * List what became of an entry
         * @description Its versions as they came, rollbacks, yanks and changes with their reasons, and where the current version went.
         */
        get: operations["listEntryEvents"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registry/{id}/install": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Say that a package was installed */
        post: operations["recordInstall"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registry/{id}/installs": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Count the installs of an entry
         * @description What clients told by `recordInstall`.
         */
        get: operations["countInstalls"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registry/{id}/rollback": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Ask where a rollback goes
         * @description To the version that was current last of those that were neither left by a rollback nor yanked.
         */
        get: operations["getRollbackTarget"];
        put?: never;
        /**
         * Roll back, or make any other version current
         * @description The version that was current is `rolled_back`, and does not become current by itself again: only a newer commit, a higher release, a push or another rollback replaces the choice. Without a target it goes to the version that was current last of those that were neither left by a rollback nor yanked.
         */
        post: operations["rollBack"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registry/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read an entry's history */
        get: operations["listVersions"];
        put?: never;
        /**
         * Add a version, which is current at once
         * @description Two parts, in any order: `metadata` (JSON) and `archive` (the bytes of a `.tar.gz`, as a file). The bytes are checked while they come, kept as they are, and served as they are. Other keys of the metadata are not read, so that it may be the same as for a new entry.
         */
        post: operations["pushVersion"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registry/{id}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read where a version comes from, and what is in it */
        get: operations["getVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registry/{id}/versions/{version}/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download a version */
        get: operations["downloadVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registry/{id}/versions/{version}/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the files of a version */
        get: operations["listVersionFiles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registry/{id}/versions/{version}/files/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one file of a version */
        get: operations["getVersionFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registry/{id}/versions/{version}/yank": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Take a version out of use
         * @description It is offered to nobody from now on; where it is current, the version that the rules call for takes its place. Its bytes stay for whoever has pinned it. A version that is yanked already keeps its reason.
         */
        post: operations["yankVersion"];
        /**
         * Take a yank back
         * @description Where the yank took the current place from it, and nothing else moved that since, it is current again.
         */
        delete: operations["unyankVersion"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registry/downloads/{id}/{file}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Download a version by a signed link
         * @description The link comes from `checkForUpdates`; it needs no key.
         */
        get: operations["downloadByLink"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registry/entries": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Make an entry without a version
         * @description For a repository to publish into.
         */
        post: operations["createEntry"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registry/public": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List and search the public entries of all organizations */
        get: operations["searchPublicEntries"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registry/public/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read a public or unlisted entry */
        get: operations["getPublicEntry"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registry/public/{id}/compare": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Compare the files of two versions of a public or unlisted entry */
        get: operations["comparePublicVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registry/public/{id}/versions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the versions of a public or unlisted entry */
        get: operations["listPublicVersions"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registry/public/{id}/versions/{version}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read what is in a version of a public or unlisted entry */
        get: operations["getPublicVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registry/public/{id}/versions/{version}/download": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Download a version of a public or unlisted entry */
        get: operations["downloadPublicVersion"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registry/public/{id}/versions/{version}/files": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** List the files of a version of a public or unlisted entry */
        get: operations["listPublicVersionFiles"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registry/public/{id}/versions/{version}/files/content": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Read one file of a version of a public or unlisted entry */
        get: operations["getPublicVersionFile"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/registry/sync": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ask which installed packages have another current version */
        post: operations["checkForUpdates"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /**
         * Read who is signed in
         * @description Answers also when nobody is: `user` is null then.
         */
        get: operations["getSession"];
        put?: never;
        post?: never;
        /** Sign out */
        delete: operations["endSession"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/v1/session/link": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sign in by a one-time link
         * @description The token stands in the fragment of the link, `/sign-in#token=...`. It lets in once. Who is signed in already, and not yet in the organization, joins it as who he is.
         */
        post: operations["signInByLink"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/healthz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether the process lives */
        get: operations["getLiveness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/metrics": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Metrics for Prometheus */
        get: operations["getMetrics"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/readyz": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Whether requests can be served */
        get: operations["getReadiness"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
}
export type webhooks = Record<string, never>;
export interface components {
    schemas: {
        ApiKey: {
            /** Format: date-time */
            created_at: string;
            /**
             * Format: uuid
             * @description The member who made it.
             */
            created_by: string;
            expires_at: string | null;
            /** Format: uuid */
            id: string;
            /** @description To the minute. */
            last_used_at: string | null;
            /** @description Whose key it is. */
            member: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            name: string;
            permissions: ("organization:manage" | "registry:push")[];
            /** @description The beginning of the key, to tell keys apart. */
            prefix: string;
            revoked_at: string | null;
            /** @description The highest role that the key has, whatever its member may do. Null: his present role. */
            role: ("viewer" | "member" | "admin" | "owner") | null;
        };
        /** @description One durable run for one connection, ref and commit. */
        Attempt: {
            check_run_id: string | null;
            commit: string | null;
            /** Format: uuid */
            connection_id: string;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            entry_id: string;
            entry_name: string;
            finished_at: string | null;
            /** Format: uuid */
            id: string;
            message: string | null;
            /** @description A stable code when skipped or failed. */
            reason: string | null;
            /** @description A full ref name; of a manual run, until it is resolved, the name that was asked for. */
            ref: string;
            /** @description Null when the connection was deleted. */
            repo_full_name: string | null;
            /** @description Counts the runs of this connection, ref and commit; 0 until the commit is known. */
            run: number;
            /** @enum {string} */
            status: "pending" | "published" | "skipped" | "failed";
            status_context: string | null;
            /** @enum {string} */
            trigger: "branch" | "tag" | "manual" | "re-run" | "sweep";
            version: string | null;
            /** @enum {string} */
            write_back_status: "disabled" | "pending" | "success" | "failed" | "unsupported";
        };
        /** @description What a webhook delivery called for. */
        AttemptDecision: {
            action: string | null;
            commit: string | null;
            /** Format: date-time */
            decided_at: string;
            /** Format: uuid */
            delivery_id: string;
            event: string | null;
            /** @description GitHub's `X-GitHub-Delivery`. */
            guid: string | null;
            reason: string | null;
            ref: string;
            /** @enum {string} */
            trigger: "branch" | "tag" | "manual" | "re-run" | "sweep" | "pull_request";
            /** @enum {string} */
            verdict: "publish" | "joined" | "skip" | "preview";
        };
        AttemptDetail: {
            /** @description The lines of the repository that are to be changed. */
            annotations: {
                code: string;
                column: number | null;
                line: number;
                message: string;
                path: string;
            }[];
            /** @description What whoever asks may do about it now. */
            can: {
                cancel: boolean;
                rerun: boolean;
            };
            cancelled_by: components["schemas"]["AttemptPerson"] | null;
            check_run_id: string | null;
            /** @description The check-run on GitHub, where one was written. */
            check_run_url: string | null;
            commit: string | null;
            /** @description The commit on GitHub. */
            commit_url: string | null;
            /** Format: uuid */
            connection_id: string;
            /** Format: date-time */
            created_at: string;
            /** @description The deliveries that it serves; none of a manual run. */
            decisions: components["schemas"]["AttemptDecision"][];
            engine: ("temporal" | "embedded") | null;
            /** @description The workflow in Temporal's own pages, where TEMPORAL_UI_URL names them. */
            engine_url: string | null;
            /** Format: uuid */
            entry_id: string;
            entry_name: string;
            /** @description Of a failure: whether the repository's maintainer can mend it, or a later run may. */
            fault: ("repository" | "service") | null;
            finished_at: string | null;
            /** @description What to do about it, in one sentence; null: nothing. */
            fix: string | null;
            /** Format: uuid */
            id: string;
            message: string | null;
            /** @description Null: nothing was packed (yet). */
            package: components["schemas"]["AttemptPackage"] | null;
            /** @description A stable code when skipped or failed. */
            reason: string | null;
            /** @description A full ref name; of a manual run, until it is resolved, the name that was asked for. */
            ref: string;
            /** @description Null when the connection was deleted. */
            repo_full_name: string | null;
            /** @description Whoever asked for a `manual` run or a `re-run`. */
            requested_by: components["schemas"]["AttemptPerson"] | null;
            /** @description Counts the runs of this connection, ref and commit; 0 until the commit is known. */
            run: number;
            /** @enum {string} */
            status: "pending" | "published" | "skipped" | "failed";
            status_context: string | null;
            steps: components["schemas"]["Step"][];
            /** @enum {string} */
            trigger: "branch" | "tag" | "manual" | "re-run" | "sweep";
            version: string | null;
            workflow_id: string | null;
            write_back_at: string | null;
            write_back_message: string | null;
            /** @enum {string} */
            write_back_status: "disabled" | "pending" | "success" | "failed" | "unsupported";
        };
        /** @description What was packed; hashes are lower-case hex SHA-256. */
        AttemptPackage: {
            content_hash: string;
            /** @description Null: no version came of these bytes, and they were removed since. */
            files: {
                hash: string;
                /** @enum {string} */
                mode: "0644" | "0755";
                path: string;
                size: number;
            }[] | null;
            manifest_hash: string | null;
            /** @description Of the `.tar.gz`. */
            size_bytes: number | null;
            tar_hash: string | null;
            unpacked_bytes: number | null;
        };
        /** @description A member, who may be gone since. */
        AttemptPerson: {
            /** Format: uuid */
            member_id: string;
            name: string;
        };
        AuditRecord: {
            /** @enum {string} */
            action: "api_key.created" | "api_key.revoked" | "attempt.cancelled" | "attempt.requested" | "connection.created" | "connection.deleted" | "connection.transfer_confirmed" | "connection.updated" | "delivery.reopened" | "entry.created" | "entry.rolled_back" | "entry.updated" | "installation.bound" | "installation.unbound" | "installation_setup.started" | "member.created" | "member.joined" | "member.removed" | "member.updated" | "organization.created" | "organization.updated" | "session.created" | "session.ended" | "sign_in_link.created" | "sign_in_link.withdrawn" | "version.pushed" | "version.unyanked" | "version.yanked" | "write_back_mode.updated";
            /** @description The IP address that the request came from. */
            address: string | null;
            /** Format: date-time */
            created_at: string;
            /** @description What changed, with the new values. */
            details: {
                [key: string]: unknown;
            };
            /** Format: uuid */
            id: string;
            /** @description Null, unless it was done with a key. */
            key: {
                /** Format: uuid */
                id: string;
                name: string;
                prefix: string;
            } | null;
            /** @description Who did it; he may be gone since. */
            member: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            /** @description The `X-Request-Id` of the request. */
            request_id: string | null;
            target: {
                id: string;
                /** @enum {string} */
                type: "api_key" | "attempt" | "connection" | "delivery" | "entry" | "installation" | "installation_setup" | "member" | "organization" | "version";
            };
            /**
             * @description By what he came in; `operator`: whoever runs the service did it for him, on the command line.
             * @enum {string}
             */
            via: "key" | "session" | "operator";
        };
        /** @description What the connection is bound to, by numbers that names follow. `private` is null until GitHub told. From an archived repository versions are published; nothing can be written back to it. */
        ConnectedRepository: {
            archived: boolean;
            id: number;
            owner_id: number;
            private: boolean | null;
        };
        /** @description One repository path that publishes into one entry. */
        Connection: {
            auto_publish: boolean;
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            created_by: string;
            default_branch: string;
            /** Format: uuid */
            entry_id: string;
            entry_name: string;
            /** Format: uuid */
            id: string;
            installation_id: number;
            last_attempt: components["schemas"]["Attempt"] | null;
            /** Format: uuid */
            org_id: string;
            paused: components["schemas"]["Pause"] | null;
            /** @description Whether a member paused it, whatever else pauses it. */
            paused_by_member: boolean;
            pr_preview: components["schemas"]["PullRequestPreview"];
            pr_preview_enabled: boolean;
            repo_full_name: string;
            repo_name: string;
            repo_owner: string;
            repository: components["schemas"]["ConnectedRepository"];
            skill_path: string;
            tag_pattern: string;
            /** Format: date-time */
            updated_at: string;
            write_back: components["schemas"]["ConnectionWriteBack"];
            write_back_enabled: boolean;
        };
        /** @description Whether outcomes are written to the commits, and what is missing for that: `permission checks:write` and `permission statuses:write` of the App (to be accepted on the account), `repository`: it is archived, `setting write_back_mode:checks` of the organization, or `installation`: it is not bound any more. */
        ConnectionWriteBack: {
            enabled: boolean;
            missing: string[];
        };
        /** @description A webhook delivery of GitHub. */
        Delivery: {
            action: string | null;
            commit: string | null;
            /** @description Why the last try failed. With TENANCY=multi, errors of the service itself are not told. */
            error: string | null;
            event: string;
            failed_at: string | null;
            /** @description GitHub's `X-GitHub-Delivery`; a redelivery keeps it. */
            guid: string;
            /** Format: uuid */
            id: string;
            installation_id: number | null;
            processed_at: string | null;
            /** Format: date-time */
            received_at: string;
            ref: string | null;
            repo_full_name: string | null;
            repository_id: number | null;
            retry_at: string | null;
            /** @enum {string} */
            status: "pending" | "processed" | "ignored" | "failed";
            tries: number;
        };
        /** @description What a delivery meant for one connection. */
        DeliveryDecision: {
            attempt_id: string | null;
            commit: string | null;
            /** Format: uuid */
            connection_id: string;
            /** Format: date-time */
            decided_at: string;
            /** @description Of a skip: what to do when that is not wanted. */
            fix: string | null;
            reason: string | null;
            ref: string;
            /** @description Null when the connection was deleted. */
            repo_full_name: string | null;
            /** @description Of a skip: why. */
            sentence: string | null;
            /** @enum {string} */
            trigger: "branch" | "tag" | "manual" | "re-run" | "sweep" | "pull_request";
            /**
             * @description `joined`: the attempt that is named serves an earlier event too.
             * @enum {string}
             */
            verdict: "publish" | "joined" | "skip" | "preview";
        };
        DeliveryDetail: {
            action: string | null;
            commit: string | null;
            decisions: components["schemas"]["DeliveryDecision"][];
            /** @description Why the last try failed. With TENANCY=multi, errors of the service itself are not told. */
            error: string | null;
            event: string;
            failed_at: string | null;
            /** @description GitHub's `X-GitHub-Delivery`; a redelivery keeps it. */
            guid: string;
            /** @description Those that say who sent it, by lower-case names. */
            headers: {
                [key: string]: string;
            };
            /** Format: uuid */
            id: string;
            installation_id: number | null;
            /** @description The body. Null for callers below admin, and once it was dropped by age. */
            payload: unknown;
            /** @description Why there is no payload. */
            payload_note: string | null;
            processed_at: string | null;
            /** Format: date-time */
            received_at: string;
            ref: string | null;
            repo_full_name: string | null;
            repository_id: number | null;
            retry_at: string | null;
            /** @enum {string} */
            status: "pending" | "processed" | "ignored" | "failed";
            tries: number;
        };
        /** @description A package in the registry. */
        Entry: {
            current_version: {
                content_hash: string;
                /** Format: uuid */
                id: string;
                version: string;
            } | null;
            description: string | null;
            /** @constant */
            entry_type: "skill";
            eval_count: number;
            /** @description Why the public does not see it although its visibility would show it. */
            hidden: {
                fix: string;
                /** @enum {string} */
                reason: "source_made_private";
                sentence: string;
            } | null;
            /** Format: uuid */
            id: string;
            name: string;
            pass_rate: number | null;
            source_repo: string | null;
            /** @enum {string} */
            visibility: "public" | "org" | "unlisted";
        };
        /** @description What became of an entry. */
        EntryEvent: {
            /** Format: date-time */
            at: string;
            /** @description Who did it; null: a publish attempt, or the rules, or it was not kept. */
            by: {
                /** Format: uuid */
                member_id: string;
                name: string;
            } | null;
            /** @description Of `current_moved`: the rules called for it, by themselves or because of a yank. */
            cause: ("derived" | "yanked" | "unyanked") | null;
            /** @description Of `created` and `updated`: the new values of what was set. */
            changes: {
                description?: string | null;
                /** @enum {string} */
                visibility?: "public" | "org" | "unlisted";
            } | null;
            /** @description Of `rolled_back`: the version that was left, if any. */
            from_version: string | null;
            /** Format: uuid */
            id: string;
            /** @enum {string} */
            kind: "created" | "updated" | "published" | "pushed" | "rolled_back" | "yanked" | "unyanked" | "current_moved";
            /** @description What a person said to a rollback or a yank. */
            reason: string | null;
            /** @description The version that it is about, or that is current since. */
            version: string | null;
        };
        ExplainedConnection: {
            entry_name: string;
            /** Format: uuid */
            id: string;
            repo_full_name: string;
        };
        Explanation: {
            /** @description What happened, and what to do, in lines; also when nothing is known. */
            answer: string;
            /** @description Those that it is about, with the names they have now. */
            connections: components["schemas"]["ExplainedConnection"][];
            /** @description Oldest first. */
            events: components["schemas"]["TimelineEvent"][];
            subject: {
                delivery: string | null;
                ref: string | null;
                repo: string | null;
                sha: string | null;
            };
            /** @description There is more: only the newest was looked at. */
            truncated: boolean;
        };
        GitHubSettings: {
            /** @description Set where a mode does not do all of what its name says yet. */
            note?: string;
            /** @enum {string} */
            write_back_mode: "off" | "checks" | "checks_and_prs";
        };
        HistoryVersion: {
            aggregate_pass_rate: number | null;
            aggregate_sessions: number;
            change_summary: string | null;
            content_hash: string;
            /** Format: uuid */
            id: string;
            is_current: boolean;
            /** Format: date-time */
            pushed_at: string;
            rolled_back: boolean;
            /** @enum {string} */
            source: "cli" | "github" | "github-direct";
            source_ref: string | null;
            source_repo: string | null;
            version: string;
            /** @description Never current by itself; the bytes stay for whoever has pinned the version. Null: in use. */
            yanked: {
                /** Format: date-time */
                at: string;
                reason: string;
            } | null;
        };
        /** @description An installation of the GitHub App that is bound to the organization. */
        Installation: {
            account_login: string;
            /** @enum {string} */
            account_type: "User" | "Organization";
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            installation_id: number;
            suspended: boolean;
            /** Format: date-time */
            updated_at: string;
        };
        InstallCounts: {
            devices: number;
            installs: number;
            last_installed_at: string | null;
            /** @description The most installed first, at most 100. Version null: bytes that are no version of it. */
            versions: {
                devices: number;
                installs: number;
                version: string | null;
            }[];
        };
        ListedDelivery: {
            action: string | null;
            commit: string | null;
            /** @description Why the last try failed. With TENANCY=multi, errors of the service itself are not told. */
            error: string | null;
            event: string;
            failed_at: string | null;
            /** @description GitHub's `X-GitHub-Delivery`; a redelivery keeps it. */
            guid: string;
            /** Format: uuid */
            id: string;
            installation_id: number | null;
            processed_at: string | null;
            /** Format: date-time */
            received_at: string;
            ref: string | null;
            repo_full_name: string | null;
            repository_id: number | null;
            retry_at: string | null;
            /** @enum {string} */
            status: "pending" | "processed" | "ignored" | "failed";
            tries: number;
            /** @description What was decided, each for so many of the organization's connections. */
            verdicts: {
                joined: number;
                preview: number;
                publish: number;
                skip: number;
            };
        };
        /** @description A bound installation, with what goes through it. */
        ListedInstallation: {
            /** @description Null where GitHub is no github.com. */
            account_avatar_url: string | null;
            account_login: string;
            /** @enum {string} */
            account_type: "User" | "Organization";
            account_url: string;
            connected_repositories: number;
            connections: number;
            /** Format: date-time */
            created_at: string;
            /** @description The installation's settings on GitHub. */
            html_url: string;
            /** Format: uuid */
            id: string;
            installation_id: number;
            /** @description When GitHub last told of anything; null: never, as is known. */
            last_event_at: string | null;
            permissions: {
                [key: string]: string;
            };
            /** @enum {string} */
            repository_selection: "all" | "selected";
            suspended: boolean;
            /** Format: date-time */
            updated_at: string;
        };
        Member: {
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            name: string;
            /** @enum {string} */
            role: "viewer" | "member" | "admin" | "owner";
            /** @description Until when a sign-in link of his may still be opened, the last one if there are several. Null: none may. */
            sign_in_link_expires_at: string | null;
            /** @description Who signs in as him; `login` at GitHub, null for who came by a link. Null: nobody so far. */
            user: {
                avatar_url: string | null;
                login: string | null;
            } | null;
        };
        NewApiKey: {
            /** Format: date-time */
            created_at: string;
            /**
             * Format: uuid
             * @description The member who made it.
             */
            created_by: string;
            expires_at: string | null;
            /** Format: uuid */
            id: string;
            /** @description The key itself. It is shown this once. */
            key: string;
            /** @description To the minute. */
            last_used_at: string | null;
            /** @description Whose key it is. */
            member: {
                /** Format: uuid */
                id: string;
                name: string;
            };
            name: string;
            permissions: ("organization:manage" | "registry:push")[];
            /** @description The beginning of the key, to tell keys apart. */
            prefix: string;
            revoked_at: string | null;
            /** @description The highest role that the key has, whatever its member may do. Null: his present role. */
            role: ("viewer" | "member" | "admin" | "owner") | null;
        };
        Organization: {
            /** Format: date-time */
            created_at: string;
            /** Format: uuid */
            id: string;
            name: string;
            /** @enum {string} */
            plan: "free" | "pro" | "enterprise";
            /** @enum {string} */
            write_back_mode: "off" | "checks" | "checks_and_prs";
        };
        PackageUpdate: {
            /** @description The label of the hash that was sent; `unknown` when no version has it. */
            current_version: string;
            /** @description Absolute, signed, works without a key for an hour. */
            download_url: string | null;
            /** Format: uuid */
            entry_id: string;
            has_update: boolean;
            latest_content_hash: string | null;
            latest_version: string | null;
            latest_version_id: string | null;
            name: string;
        };
        /** @description Why a connection does nothing for now, and what mends that. */
        Pause: {
            fix: string;
            reason: string;
            sentence: string;
        };
        /** @description What happened, to what, and what to do next. */
        Problem: {
            /** @description Stable; made for programs. */
            code: string;
            detail: string;
            /** @description The same as `detail`, for older clients. */
            error: string;
            /** @description The fields that cannot be taken. */
            errors?: {
                message: string;
                path: string;
            }[];
            status: number;
            title: string;
            type: string;
        } & {
            [key: string]: unknown;
        };
        /** @description A package that everybody may read. */
        PublicEntry: {
            current_version: {
                content_hash: string;
                /** Format: uuid */
                id: string;
                version: string;
            } | null;
            description: string | null;
            /** @constant */
            entry_type: "skill";
            eval_count: number;
            /** Format: uuid */
            id: string;
            name: string;
            organization_name: string;
            pass_rate: number | null;
            source_repo: string | null;
            /** @enum {string} */
            visibility: "public" | "org" | "unlisted";
        };
        /** @description A version that everybody may read, and what is in it. */
        PublicVersion: {
            /** @description `client` when it was packed elsewhere. */
            compressor: string;
            content_hash: string;
            /** Format: uuid */
            entry_id: string;
            file_manifest: {
                hash: string;
                /** @enum {string} */
                mode: "0644" | "0755";
                path: string;
                size: number;
            }[];
            /** Format: uuid */
            id: string;
            is_current: boolean;
            /** Format: date-time */
            pushed_at: string;
            rolled_back: boolean;
            /** @description Bytes of the archive. */
            size: number;
            /** @description What its SKILL.md says. */
            skill: {
                allowed_tools: string | null;
                compatibility: string | null;
                description: string;
                license: string | null;
                metadata: {
                    [key: string]: string;
                } | null;
                name: string;
            };
            /** @enum {string} */
            source: "cli" | "github" | "github-direct";
            source_ref: string | null;
            source_repo: string | null;
            source_tag: string | null;
            /** @description SHA-256 of the tar inside of the gzip. */
            tar_hash: string | null;
            /** @description Bytes of all files together. */
            unpacked_size: number;
            version: string;
            /** @description Never current by itself; the bytes stay for whoever has pinned the version. Null: in use. */
            yanked: {
                /** Format: date-time */
                at: string;
                reason: string;
            } | null;
        };
        /** @description Whether pull requests to the default branch get a check-run that says what they would publish, and what is missing for that: `permission checks:write`, `permission pull_requests:read` and `event pull_request` of the App (to be accepted on the account), `setting write_back_mode:checks` of the organization, or `installation`: it is not bound any more. */
        PullRequestPreview: {
            enabled: boolean;
            missing: string[];
        };
        Repository: {
            /** @description Another organization has a connection to the repository. */
            connected_elsewhere: boolean;
            /** @description This organization's connections to the repository. */
            connections: string[];
            default_branch: string;
            full_name: string;
            html_url: string;
            id: number;
            name: string;
            owner: string;
            pushed_at: string | null;
            /** @enum {string} */
            visibility: "public" | "private" | "internal";
        };
        /** @description A branch, or a tag with the commit that it peels to, by its short name. */
        RepositoryRef: {
            commit: string;
            name: string;
        };
        Session: {
            /** @description When it ends if it is not used any more. */
            expires_at: string | null;
            /** @description Where repositories are shown: `<github_url>/<owner>/<name>`. */
            github_url: string;
            /** @description Where the session reaches, oldest first. */
            organizations: components["schemas"]["SessionOrganization"][];
            sign_in: {
                /** @description Whether `/sign-in/github` leads to GitHub. */
                github: boolean;
            };
            /** @description Null: nobody is signed in. */
            user: components["schemas"]["User"] | null;
        };
        SessionOrganization: {
            /** Format: uuid */
            id: string;
            /** Format: uuid */
            member_id: string;
            name: string;
            /** @enum {string} */
            plan: "free" | "pro" | "enterprise";
            /** @enum {string} */
            role: "viewer" | "member" | "admin" | "owner";
        };
        /** @description A folder with a SKILL.md; name and description are null when it has problems. */
        Skill: {
            /** @description This organization's connections of that path. */
            connections: {
                /** Format: uuid */
                entry_id: string;
                entry_name: string;
                /** Format: uuid */
                id: string;
            }[];
            description: string | null;
            name: string | null;
            /** @description The folder: what goes into `skill_path`. */
            path: string;
            problems: {
                code: string;
                column: number;
                line: number;
                message: string;
            }[];
        };
        /** @description One step of an attempt with all of its tries. */
        Step: {
            finished_at: string | null;
            name: string;
            /** Format: date-time */
            started_at: string;
            tries: {
                /** @description With TENANCY=multi, errors of the service itself are not told. */
                error: string | null;
                finished_at: string | null;
                number: number;
                retry_at: string | null;
                /** Format: date-time */
                started_at: string;
            }[];
        };
        /** @description What a sync came to. */
        SyncResult: {
            /** Format: uuid */
            attempt_id: string;
            check_run_id: string | null;
            /** Format: uuid */
            connection_id: string;
            message: string | null;
            published_at: string | null;
            reason: string | null;
            source_ref: string | null;
            /** @enum {string} */
            status: "pending" | "published" | "skipped" | "failed";
            status_context: string | null;
            version: string | null;
            /** @enum {string} */
            write_back_status: "disabled" | "pending" | "success" | "failed" | "unsupported";
        };
        TimelineEvent: {
            /** Format: date-time */
            at: string;
            attempt_id: string | null;
            code: string | null;
            connection_id: string | null;
            delivery_id: string | null;
            details: {
                [key: string]: string | number | null;
            };
            fix: string | null;
            /** @enum {string} */
            kind: "delivery_received" | "delivery_ignored" | "delivery_failed" | "delivery_processed" | "decision" | "attempt_created" | "step" | "step_failed" | "waiting" | "outcome" | "write_back";
            summary: string;
        };
        User: {
            avatar_url: string | null;
            /** Format: uuid */
            id: string;
            /** @description At GitHub. Null: signed in by a link so far. */
            login: string | null;
            name: string;
        };
        /** @description A published version: bytes that never change. */
        Version: {
            content_hash: string;
            /** Format: uuid */
            id: string;
            is_current: boolean;
            /** Format: date-time */
            pushed_at: string;
            rolled_back: boolean;
            /** @enum {string} */
            source: "cli" | "github" | "github-direct";
            source_ref: string | null;
            source_repo: string | null;
            version: string;
            /** @description Never current by itself; the bytes stay for whoever has pinned the version. Null: in use. */
            yanked: {
                /** Format: date-time */
                at: string;
                reason: string;
            } | null;
        };
        /** @description What became of the files of `from` in `to`. */
        VersionComparison: {
            added: components["schemas"]["VersionFile"][];
            /** @description Files with other bytes, or with another executable bit. */
            changed: {
                from: {
                    executable: boolean;
                    sha256: string;
                    size_bytes: number;
                };
                path: string;
                to: {
                    executable: boolean;
                    sha256: string;
                    size_bytes: number;
                };
            }[];
            from: {
                content_hash: string;
                /** Format: uuid */
                id: string;
                version: string;
            };
            removed: components["schemas"]["VersionFile"][];
            to: {
                content_hash: string;
                /** Format: uuid */
                id: string;
                version: string;
            };
            /** @description How many files are the same in both. */
            unchanged: number;
        };
        VersionFile: {
            executable: boolean;
            path: string;
            sha256: string;
            size_bytes: number;
        };
        VersionFiles: {
            /** @description In the order of the bytes of their paths. */
            files: components["schemas"]["VersionFile"][];
            /** @description Contents of larger files are not given one by one. */
            largest_content_bytes: number;
            /** @description Of all files together. */
            size_bytes: number;
            version: {
                content_hash: string;
                /** Format: uuid */
                id: string;
                version: string;
            };
        };
        /** @description A version, where it comes from, and what is in it. */
        VersionProvenance: {
            /** @description The attempt that published it. */
            attempt_id: string | null;
            change_summary: string | null;
            /** @description `client` when it was packed elsewhere. */
            compressor: string;
            connection_id: string | null;
            content_hash: string;
            /** Format: uuid */
            entry_id: string;
            file_manifest: {
                hash: string;
                /** @enum {string} */
                mode: "0644" | "0755";
                path: string;
                size: number;
            }[];
            /** Format: uuid */
            id: string;
            is_current: boolean;
            /** Format: date-time */
            pushed_at: string;
            /** @description Who pushed it by a registry client. */
            pushed_by: {
                /** Format: uuid */
                member_id: string;
                name: string;
            } | null;
            /** @description When and why it was left by a rollback; null when it was not. */
            rollback: {
                /** Format: date-time */
                at: string;
                reason: string | null;
            } | null;
            rolled_back: boolean;
            /** @description Bytes of the archive. */
            size: number;
            /** @description What its SKILL.md says. */
            skill: {
                allowed_tools: string | null;
                compatibility: string | null;
                description: string;
                license: string | null;
                metadata: {
                    [key: string]: string;
                } | null;
                name: string;
            };
            /** @enum {string} */
            source: "cli" | "github" | "github-direct";
            source_ref: string | null;
            source_repo: string | null;
            source_tag: string | null;
            /** @description SHA-256 of the tar inside of the gzip. */
            tar_hash: string | null;
            /** @description Bytes of all files together. */
            unpacked_size: number;
            version: string;
            /** @description Never current by itself; the bytes stay for whoever has pinned the version. Null: in use. */
            yanked: {
                /** Format: date-time */
                at: string;
                reason: string;
            } | null;
        };
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: never;
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    listAttempts: {
        parameters: {
            query?: {
                /** @description A commit, abbreviated to 7 hex digits or more. */
                commit?: string;
                connection_id?: string;
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                entry_id?: string;
                /** @description Rows of the page: 1 to 100, 50 unless told. */
                limit?: string;
                /** @description The code of a skip or of a failure. */
                reason?: string;
                ref?: string;
                /** @description `owner/name`; upper and lower case are the same. */
                repo?: string;
                since?: string;
                status?: "pending" | "published" | "skipped" | "failed";
                trigger?: "branch" | "tag" | "manual" | "re-run" | "sweep";
                /** @description Made before this time. */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        attempts: components["schemas"]["Attempt"][];
                        /** @description Give it as `cursor` for the next page. Null: this is the last. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description `organization_missing`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getAttempt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The attempt. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["AttemptDetail"];
                };
            };
            /** @description `organization_missing`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`, `attempt_not_found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    cancelAttempt: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The cancelled attempt. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Attempt"];
                };
            };
            /** @description `organization_missing`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`, `cross_site_request`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`, `attempt_not_found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `attempt_finished`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    followAttempt: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `id` of the last event that came: the stream goes on after it. */
                "Last-Event-ID"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The events. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description `organization_missing`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`, `attempt_not_found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`, `too_many_streams`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rerunAttempt: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters. The same request again with the same key, within 24 hours, answers as the first did and does nothing. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The new attempt. */
            202: {
                headers: {
                    /** @description The new attempt. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Attempt"];
                };
            };
            /** @description `organization_missing`, `idempotency_key_invalid`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`, `cross_site_request`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`, `attempt_not_found`, `connection_not_found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_key_in_use`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`, `idempotency_key_reused`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    followAttempts: {
        parameters: {
            query?: never;
            header?: {
                /** @description The `id` of the last event that came: the stream goes on after it. */
                "Last-Event-ID"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The events. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/event-stream": string;
                };
            };
            /** @description `organization_missing`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`, `too_many_streams`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listConnections: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                entry_id?: string;
                installation_id?: string;
                /** @description Rows of the page: 1 to 100; left out: all of them. */
                limit?: string;
                /** @description Part of the repository's full name, the path or the entry's name, in any case. */
                q?: string;
                /** @description The repository, as `owner/name` in any case. */
                repo?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Newest first; `next_cursor` where a `limit` was given. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        connections: components["schemas"]["Connection"][];
                        /** @description Give it as `cursor` for the next page. Null: this is the last. */
                        next_cursor?: string | null;
                    };
                };
            };
            /** @description `organization_missing`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createConnection: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters. The same request again with the same key, within 24 hours, answers as the first did and does nothing. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default true */
                    auto_publish?: boolean;
                    /** @default false */
                    confirm_public?: boolean;
                    default_branch?: string;
                    /** Format: uuid */
                    entry_id: string;
                    installation_id: number;
                    /** @default false */
                    pr_preview_enabled?: boolean;
                    repo_full_name: string;
                    /** @default . */
                    skill_path?: string;
                    /** @default v* */
                    tag_pattern?: string;
                    /** @default false */
                    write_back_enabled?: boolean;
                };
            };
        };
        responses: {
            /** @description The connection. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description `organization_missing`, `json_malformed`, `body_incomplete`, `idempotency_key_invalid`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`, `cross_site_request`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `entry_not_found`, `installation_not_found`, `repository_not_accessible`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_key_in_use`, `confirm_public_required`, `entry_connected`, `installation_suspended`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media_type_unsupported`, `encoding_unsupported`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`, `idempotency_key_reused`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `github_unavailable`, `github_refused`. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`, `github_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The connection. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description `organization_missing`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`, `connection_not_found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    deleteConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is gone. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        deleted: true;
                    };
                };
            };
            /** @description `organization_missing`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`, `cross_site_request`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`, `connection_not_found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateConnection: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    auto_publish?: boolean;
                    default_branch?: string;
                    /** @description True: nothing is published or previewed, by whatever trigger, until it is set to false again. */
                    paused_by_member?: boolean;
                    pr_preview_enabled?: boolean;
                    skill_path?: string;
                    tag_pattern?: string;
                    write_back_enabled?: boolean;
                };
            };
        };
        responses: {
            /** @description The connection as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description `organization_missing`, `json_malformed`, `body_incomplete`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`, `cross_site_request`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`, `connection_not_found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media_type_unsupported`, `encoding_unsupported`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    confirmTransfer: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The connection, which publishes from the new owner now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Connection"];
                };
            };
            /** @description `organization_missing`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`, `cross_site_request`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`, `connection_not_found`, `installation_not_found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `installation_suspended`, `new_owner_not_bound`, `transfer_not_pending`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `github_unavailable`, `github_refused`. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`, `github_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    syncConnection: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters. The same request again with the same key, within 24 hours, answers as the first did and does nothing. */
                "Idempotency-Key"?: string;
                /** @description `respond-async`: answers as soon as the attempt is made (RFC 7240). */
                Prefer?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @description A branch or a tag, short or full; left out: the default branch's head. */
                    ref?: string;
                };
            };
        };
        responses: {
            /** @description The attempt is done. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SyncResult"];
                };
            };
            /** @description The attempt goes on. */
            202: {
                headers: {
                    /** @description The attempt. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["SyncResult"];
                };
            };
            /** @description `organization_missing`, `json_malformed`, `body_incomplete`, `idempotency_key_invalid`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`, `cross_site_request`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`, `connection_not_found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_key_in_use`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media_type_unsupported`, `encoding_unsupported`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`, `idempotency_key_reused`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listDeliveries: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description What was decided for one of the organization's connections at least; `none`: nothing for any. */
                decision?: "publish" | "joined" | "skip" | "preview" | "none";
                event?: string;
                guid?: string;
                /** @description Rows of the page: 1 to 100, 50 unless told. */
                limit?: string;
                /** @description `owner/name`; upper and lower case are the same. */
                repo?: string;
                since?: string;
                status?: "pending" | "processed" | "ignored" | "failed";
                /** @description Received before this time. */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        deliveries: components["schemas"]["ListedDelivery"][];
                        /** @description Give it as `cursor` for the next page. Null: this is the last. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description `organization_missing`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The delivery. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["DeliveryDetail"];
                };
            };
            /** @description `organization_missing`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`, `delivery_not_found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    processDelivery: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It waits to be processed. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Delivery"];
                };
            };
            /** @description `organization_missing`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`, `cross_site_request`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`, `delivery_not_found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_gone`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    explain: {
        parameters: {
            query?: {
                /** @description GitHub's `X-GitHub-Delivery`, or the id of a delivery. */
                delivery?: string;
                /** @description A branch or a tag, short or full. */
                ref?: string;
                /** @description `owner/name`; upper and lower case are the same. */
                repo?: string;
                /** @description A commit, abbreviated to 7 hex digits or more. */
                sha?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The explanation. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Explanation"];
                };
            };
            /** @description `organization_missing`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listInstallations: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        installations: components["schemas"]["ListedInstallation"][];
                    };
                };
            };
            /** @description `organization_missing`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    bindInstallation: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters. The same request again with the same key, within 24 hours, answers as the first did and does nothing. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    account_login?: string;
                    /** @enum {string} */
                    account_type?: "User" | "Organization";
                    /** @description A code of a GitHub user's authorization, in place of a token. */
                    code?: string;
                    /** @description Of the PKCE challenge, where there was one. */
                    code_verifier?: string;
                    installation_id: number;
                    redirect_uri?: string;
                    /** @description As `POST /installations/setup` gave it. */
                    state?: string;
                    suspended?: boolean;
                    /** @description A token of a GitHub user's authorization of this App. Used at once, and not kept. */
                    user_token?: string;
                };
            };
        };
        responses: {
            /** @description It was bound to this organization already. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Installation"];
                };
            };
            /** @description It is bound now. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Installation"];
                };
            };
            /** @description `organization_missing`, `json_malformed`, `body_incomplete`, `idempotency_key_invalid`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`, `cross_site_request`, `proof_invalid`, `proof_required`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `installation_not_found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_key_in_use`, `installation_bound_elsewhere`, `installation_suspended`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media_type_unsupported`, `encoding_unsupported`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`, `idempotency_key_reused`, `installation_account_differs`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `github_unavailable`, `github_refused`. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`, `github_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unbindInstallation: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is unbound. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        deleted: true;
                        paused_connections: number;
                    };
                };
            };
            /** @description `organization_missing`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`, `cross_site_request`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`, `installation_not_found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    startInstallationSetup: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters. The same request again with the same key, within 24 hours, answers as the first did and does nothing. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Send the person who installs the App to `install_url`. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        expires_at: string;
                        install_url: string;
                        state: string;
                    };
                };
            };
            /** @description `organization_missing`, `idempotency_key_invalid`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`, `cross_site_request`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_key_in_use`, `secret_already_shown`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`, `idempotency_key_reused`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `github_unavailable`, `github_refused`. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`, `github_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listRepositories: {
        parameters: {
            query: {
                installation_id: string;
                /** @description The first so many, 1 to 100: GitHub is asked once. Left out: all of them. */
                limit?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In GitHub's order. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        note?: string;
                        repos: components["schemas"]["Repository"][];
                        /** @description How many the installation reaches, listed or not. */
                        total_count: number;
                        /**
                         * @description Set when there are more than were listed.
                         * @constant
                         */
                        truncated?: true;
                    };
                };
            };
            /** @description `organization_missing`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `installation_not_found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `installation_suspended`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `github_unavailable`, `github_refused`. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`, `github_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listBranches: {
        parameters: {
            query: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                installation_id: string;
            };
            header?: never;
            path: {
                owner: string;
                repo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In GitHub's order: by name. The default branch need not be among the first ones. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        branches: components["schemas"]["RepositoryRef"][];
                        default_branch: string;
                        /** @description Give it as `cursor` for the next page. Null: this is the last. */
                        next_cursor: string | null;
                        repo_full_name: string;
                    };
                };
            };
            /** @description `organization_missing`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`, `installation_not_found`, `repository_not_accessible`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `installation_suspended`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `github_unavailable`, `github_refused`. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`, `github_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    discoverSkills: {
        parameters: {
            query: {
                installation_id: string;
                /** @description A branch or a tag, by its short or full name. Left out: the repository's default branch. */
                ref?: string;
            };
            header?: never;
            path: {
                owner: string;
                repo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In the order of git's paths. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        commit: string;
                        ref: string;
                        repo_full_name: string;
                        skills: components["schemas"]["Skill"][];
                        truncated: boolean;
                    };
                };
            };
            /** @description `organization_missing`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`, `installation_not_found`, `ref_not_found`, `repository_not_accessible`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `installation_suspended`, `repository_empty`, `repository_too_large`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `github_unavailable`, `github_refused`. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`, `github_unavailable`, `discovery_busy`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listTags: {
        parameters: {
            query: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                installation_id: string;
            };
            header?: never;
            path: {
                owner: string;
                repo: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description In GitHub's order: by name, the last first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Give it as `cursor` for the next page. Null: this is the last. */
                        next_cursor: string | null;
                        repo_full_name: string;
                        tags: components["schemas"]["RepositoryRef"][];
                    };
                };
            };
            /** @description `organization_missing`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`, `installation_not_found`, `repository_not_accessible`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `installation_suspended`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `github_unavailable`, `github_refused`. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`, `github_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The organization's settings. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GitHubSettings"];
                };
            };
            /** @description `organization_missing`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    write_back_mode: "off" | "checks" | "checks_and_prs";
                };
            };
        };
        responses: {
            /** @description The settings as they are now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GitHubSettings"];
                };
            };
            /** @description `organization_missing`, `json_malformed`, `body_incomplete`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`, `cross_site_request`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media_type_unsupported`, `encoding_unsupported`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    patchSettings: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @enum {string} */
                    write_back_mode: "off" | "checks" | "checks_and_prs";
                };
            };
        };
        responses: {
            /** @description The settings as they are now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["GitHubSettings"];
                };
            };
            /** @description `organization_missing`, `json_malformed`, `body_incomplete`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`, `cross_site_request`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media_type_unsupported`, `encoding_unsupported`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    receiveWebhook: {
        parameters: {
            query?: never;
            header?: {
                /** @description The delivery's GUID; a redelivery keeps it. */
                "X-GitHub-Delivery"?: string;
                /** @description The event's name. */
                "X-GitHub-Event"?: string;
                /** @description `sha256=` and the HMAC of the body with the webhook secret, in hex. */
                "X-Hub-Signature-256"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    [key: string]: unknown;
                };
            };
        };
        responses: {
            /** @description A ping. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        message: "pong";
                    };
                };
            };
            /** @description Stored, known already, or of an event that is not used. */
            202: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        status: string;
                    };
                };
            };
            /** @description `json_malformed`, `body_incomplete`, `header_missing`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `signature_invalid`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_slow`. */
            408: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media_type_unsupported`, `encoding_unsupported`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getOrganization: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The organization. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organization"];
                };
            };
            /** @description `organization_missing`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateOrganization: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                };
            };
        };
        responses: {
            /** @description The organization as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Organization"];
                };
            };
            /** @description `organization_missing`, `json_malformed`, `body_incomplete`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`, `cross_site_request`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media_type_unsupported`, `encoding_unsupported`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listAuditLog: {
        parameters: {
            query?: {
                action?: "api_key.created" | "api_key.revoked" | "attempt.cancelled" | "attempt.requested" | "connection.created" | "connection.deleted" | "connection.transfer_confirmed" | "connection.updated" | "delivery.reopened" | "entry.created" | "entry.rolled_back" | "entry.updated" | "installation.bound" | "installation.unbound" | "installation_setup.started" | "member.created" | "member.joined" | "member.removed" | "member.updated" | "organization.created" | "organization.updated" | "session.created" | "session.ended" | "sign_in_link.created" | "sign_in_link.withdrawn" | "version.pushed" | "version.unyanked" | "version.yanked" | "write_back_mode.updated";
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Rows of the page: 1 to 100, 50 unless told. */
                limit?: string;
                /** @description Only what this member did. */
                member_id?: string;
                /** @description From this time on. */
                since?: string;
                /** @description Only what was done to this thing. */
                target_id?: string;
                target_type?: "api_key" | "attempt" | "connection" | "delivery" | "entry" | "installation" | "installation_setup" | "member" | "organization" | "version";
                /** @description Before this time. */
                until?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Give it as `cursor` for the next page. Null: this is the last. */
                        next_cursor: string | null;
                        records: components["schemas"]["AuditRecord"][];
                    };
                };
            };
            /** @description `organization_missing`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listApiKeys: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Rows of the page: 1 to 100, 50 unless told. */
                limit?: string;
                /** @description Only keys of this member. */
                member_id?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page, newest first; revoked and expired ones too. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        keys: components["schemas"]["ApiKey"][];
                        /** @description Give it as `cursor` for the next page. Null: this is the last. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description `organization_missing`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createApiKey: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters. The same request again with the same key, within 24 hours, answers as the first did and does nothing. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Null: it does not expire.
                     * @default null
                     */
                    expires_at?: string | null;
                    /**
                     * Format: uuid
                     * @description Whom it is for; left out: who makes it.
                     */
                    member_id?: string;
                    name: string;
                    /**
                     * @description Of those that this request has: its key, or in a session those of the role.
                     * @default []
                     */
                    permissions?: ("organization:manage" | "registry:push")[];
                    /**
                     * @description The highest role that it shall have, at most that of this request. Null: that of its member.
                     * @default null
                     */
                    role?: ("viewer" | "member" | "admin" | "owner") | null;
                };
            };
        };
        responses: {
            /** @description The key, which is shown this once. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["NewApiKey"];
                };
            };
            /** @description `organization_missing`, `json_malformed`, `body_incomplete`, `idempotency_key_invalid`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`, `cross_site_request`, `permission_not_held`, `role_above_own`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `member_not_found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_key_in_use`, `secret_already_shown`, `too_many_keys`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media_type_unsupported`, `encoding_unsupported`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`, `idempotency_key_reused`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    revokeApiKey: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It is revoked. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Whether it was the key of this very request. */
                        current: boolean;
                        key: components["schemas"]["ApiKey"];
                        message: string;
                    };
                };
            };
            /** @description `organization_missing`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`, `cross_site_request`, `role_above_own`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`, `key_not_found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listMembers: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Rows of the page: 1 to 100, 50 unless told. */
                limit?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        members: components["schemas"]["Member"][];
                        /** @description Give it as `cursor` for the next page. Null: this is the last. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description `organization_missing`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createMember: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters. The same request again with the same key, within 24 hours, answers as the first did and does nothing. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name: string;
                    /**
                     * @description At most the role of the request.
                     * @default member
                     * @enum {string}
                     */
                    role?: "viewer" | "member" | "admin" | "owner";
                };
            };
        };
        responses: {
            /** @description The member. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            /** @description `organization_missing`, `json_malformed`, `body_incomplete`, `idempotency_key_invalid`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`, `cross_site_request`, `role_above_own`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_key_in_use`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media_type_unsupported`, `encoding_unsupported`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`, `idempotency_key_reused`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    removeMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description He is no longer a member. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        keys_revoked: number;
                        /** @constant */
                        removed: true;
                    };
                };
            };
            /** @description `organization_missing`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`, `cross_site_request`, `role_above_own`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`, `member_not_found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `last_owner`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateMember: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    name?: string;
                    /**
                     * @description At most the role of the request.
                     * @enum {string}
                     */
                    role?: "viewer" | "member" | "admin" | "owner";
                };
            };
        };
        responses: {
            /** @description The member as he is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Member"];
                };
            };
            /** @description `organization_missing`, `json_malformed`, `body_incomplete`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`, `cross_site_request`, `role_above_own`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`, `member_not_found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `last_owner`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media_type_unsupported`, `encoding_unsupported`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createSignInLink: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters. The same request again with the same key, within 24 hours, answers as the first did and does nothing. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The link, which is shown this once. */
            201: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** Format: date-time */
                        expires_at: string;
                        /**
                         * Format: uri
                         * @description Let nobody but the member see it.
                         */
                        url: string;
                    };
                };
            };
            /** @description `organization_missing`, `idempotency_key_invalid`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`, `cross_site_request`, `permission_not_held`, `role_above_own`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`, `member_not_found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_key_in_use`, `secret_already_shown`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`, `idempotency_key_reused`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    withdrawSignInLinks: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description None of the links that were made for the member lets anybody in. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `organization_missing`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`, `cross_site_request`, `permission_not_held`, `role_above_own`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`, `member_not_found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listEntries: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Rows of the page: 1 to 100; left out: all of them. */
                limit?: string;
                /** @description Only the entry of exactly this name. */
                name?: string;
                /** @description Part of the name or the description, in any case of letters. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        entries: components["schemas"]["Entry"][];
                        /** @description Give it as `cursor` for the next page. Null: this is the last. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description `organization_missing`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    pushEntry: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters. The same request again with the same key, within 24 hours, answers as the first did and does nothing. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** @description A `.tar.gz` with SKILL.md at its root, as a file. These very bytes are kept and served. */
                    archive: string;
                    metadata: {
                        /** @default null */
                        change_summary?: string | null;
                        /** @description SHA-256 of the archive as it is sent, gzip and all. */
                        content_hash: string;
                        /** @default null */
                        description?: string | null;
                        /** @constant */
                        entry_type: "skill";
                        /** @description Every file of the archive, with the SHA-256 and size of its bytes; in any order. */
                        file_manifest: {
                            hash: string;
                            path: string;
                            size: number;
                        }[];
                        name: string;
                        /** @default null */
                        source_repo?: (string & (unknown & unknown)) | null;
                        version: string;
                        /**
                         * @default org
                         * @enum {string}
                         */
                        visibility?: "public" | "org" | "unlisted";
                    };
                };
            };
        };
        responses: {
            /** @description The entry and its version. */
            201: {
                headers: {
                    /** @description The entry. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        entry: components["schemas"]["Entry"];
                        version: components["schemas"]["Version"];
                    };
                };
            };
            /** @description `organization_missing`, `json_malformed`, `body_incomplete`, `idempotency_key_invalid`, `multipart_malformed`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`, `cross_site_request`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_key_in_use`, `name_taken`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media_type_unsupported`, `encoding_unsupported`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`, `idempotency_key_reused`, `content_hash_mismatch`, `manifest_mismatch`, `archive_malformed`, `skill_md_missing`, `skill_md_invalid`, `absolute_path`, `archive_too_large`, `control_character`, `duplicate_name`, `excluded_path`, `file_too_large`, `key_material`, `lfs_pointer`, `link`, `name_conflict_case`, `name_conflict_unicode`, `package_too_large`, `path_too_long`, `path_traversal`, `special_file`, `too_many_files`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getEntry: {
        parameters: {
            query?: {
                /** @description So many of the newest versions: 1 to 100; left out: all of them. */
                limit?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The entry; versions newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        entry: components["schemas"]["Entry"];
                        versions: components["schemas"]["Version"][];
                    };
                };
            };
            /** @description `organization_missing`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`, `entry_not_found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    updateEntry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /**
                     * @description Everybody may read the files of the entry's private repository.
                     * @default false
                     */
                    confirm_public?: boolean;
                    description?: string | null;
                    /** @enum {string} */
                    visibility?: "public" | "org" | "unlisted";
                };
            };
        };
        responses: {
            /** @description The entry as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Entry"];
                };
            };
            /** @description `organization_missing`, `json_malformed`, `body_incomplete`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`, `cross_site_request`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`, `entry_not_found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `confirm_public_required`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media_type_unsupported`, `encoding_unsupported`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    compareVersions: {
        parameters: {
            query: {
                /** @description The name of the version to begin from. */
                from: string;
                /** @description The name of the version to compare it with. */
                to: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What differs. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionComparison"];
                };
            };
            /** @description `organization_missing`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`, `entry_not_found`, `version_not_found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listEntryEvents: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Rows of the page: 1 to 100, 50 unless told. */
                limit?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description A page, newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        events: components["schemas"]["EntryEvent"][];
                        /** @description Give it as `cursor` for the next page. Null: this is the last. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description `organization_missing`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`, `entry_not_found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    recordInstall: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters. The same request again with the same key, within 24 hours, answers as the first did and does nothing. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    device_id: string;
                    install_path: string;
                    /** @default null */
                    installed_content_hash?: string | null;
                    /**
                     * @description The client's own number of this install: the same again gets the same answer.
                     * @default null
                     */
                    receipt_id?: string | null;
                };
            };
        };
        responses: {
            /** @description The install that is kept. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        data: {
                            /** Format: uuid */
                            id: string;
                        };
                    };
                };
            };
            /** @description `organization_missing`, `json_malformed`, `body_incomplete`, `idempotency_key_invalid`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`, `cross_site_request`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`, `entry_not_found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_key_in_use`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media_type_unsupported`, `encoding_unsupported`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`, `idempotency_key_reused`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    countInstalls: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The counts. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["InstallCounts"];
                };
            };
            /** @description `organization_missing`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`, `entry_not_found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getRollbackTarget: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Where a rollback without a target would go now. Null: no version that could be current again was. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        target_version: string | null;
                    };
                };
            };
            /** @description `organization_missing`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`, `entry_not_found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    rollBack: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: {
            content: {
                "application/json": {
                    /** @default null */
                    reason?: string | null;
                    /**
                     * @description The version to go to; left out: the one that `getRollbackTarget` names.
                     * @default null
                     */
                    target_version?: string | null;
                };
            };
        };
        responses: {
            /** @description The entry, the version that is current now, and the one that was left, if any. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        entry: components["schemas"]["Entry"];
                        rolled_back: components["schemas"]["Version"] | null;
                        version: components["schemas"]["Version"];
                    };
                };
            };
            /** @description `organization_missing`, `json_malformed`, `body_incomplete`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`, `cross_site_request`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`, `entry_not_found`, `version_not_found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `already_current`, `nothing_to_roll_back`, `version_yanked`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media_type_unsupported`, `encoding_unsupported`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listVersions: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Rows of the page: 1 to 100; left out: all of them. */
                limit?: string;
                /** @description Part of the version's name, in any case of letters. */
                q?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Give it as `cursor` for the next page. Null: this is the last. */
                        next_cursor: string | null;
                        versions: components["schemas"]["HistoryVersion"][];
                    };
                };
            };
            /** @description `organization_missing`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`, `entry_not_found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    pushVersion: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters. The same request again with the same key, within 24 hours, answers as the first did and does nothing. */
                "Idempotency-Key"?: string;
            };
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "multipart/form-data": {
                    /** @description A `.tar.gz` with SKILL.md at its root, as a file. These very bytes are kept and served. */
                    archive: string;
                    metadata: {
                        /** @default null */
                        change_summary?: string | null;
                        /** @description SHA-256 of the archive as it is sent, gzip and all. */
                        content_hash: string;
                        /** @description Every file of the archive, with the SHA-256 and size of its bytes; in any order. */
                        file_manifest: {
                            hash: string;
                            path: string;
                            size: number;
                        }[];
                        /** @default null */
                        source_repo?: (string & (unknown & unknown)) | null;
                        version: string;
                    };
                };
            };
        };
        responses: {
            /** @description This version with these bytes is there already; nothing was changed. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        entry: components["schemas"]["Entry"];
                        version: components["schemas"]["Version"];
                    };
                };
            };
            /** @description The entry and the version. */
            201: {
                headers: {
                    /** @description The version. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        entry: components["schemas"]["Entry"];
                        version: components["schemas"]["Version"];
                    };
                };
            };
            /** @description `organization_missing`, `json_malformed`, `body_incomplete`, `idempotency_key_invalid`, `multipart_malformed`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`, `cross_site_request`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`, `entry_not_found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_key_in_use`, `version_taken`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media_type_unsupported`, `encoding_unsupported`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`, `idempotency_key_reused`, `content_hash_mismatch`, `manifest_mismatch`, `archive_malformed`, `skill_md_missing`, `skill_md_invalid`, `absolute_path`, `archive_too_large`, `control_character`, `duplicate_name`, `excluded_path`, `file_too_large`, `key_material`, `lfs_pointer`, `link`, `name_conflict_case`, `name_conflict_unicode`, `package_too_large`, `path_too_long`, `path_traversal`, `special_file`, `too_many_files`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The version with its provenance. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionProvenance"];
                };
            };
            /** @description `organization_missing`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`, `entry_not_found`, `version_not_found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    downloadVersion: {
        parameters: {
            query?: never;
            header?: {
                /** @description An `ETag` of before. */
                "If-None-Match"?: string;
            };
            path: {
                id: string;
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The archive, byte for byte as it was published. */
            200: {
                headers: {
                    /** @description The bytes never change. */
                    "Cache-Control"?: string;
                    /** @description The content hash. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/gzip": unknown;
                };
            };
            /** @description The client has these bytes already. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `organization_missing`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`, `entry_not_found`, `version_not_found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listVersionFiles: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of its files. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionFiles"];
                };
            };
            /** @description `organization_missing`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`, `entry_not_found`, `version_not_found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getVersionFile: {
        parameters: {
            query: {
                /** @description The file's path, as the list of files gives it. */
                path: string;
            };
            header?: {
                /** @description An `ETag` of before. */
                "If-None-Match"?: string;
            };
            path: {
                id: string;
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bytes: as text when they are UTF-8 without NUL, else as an attachment. No browser runs them. */
            200: {
                headers: {
                    /** @description The bytes never change. */
                    "Cache-Control"?: string;
                    /** @description The file's SHA-256. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                    "text/plain": string;
                };
            };
            /** @description The client has these bytes already. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `organization_missing`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`, `entry_not_found`, `file_not_found`, `version_not_found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`, `file_too_large`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `archive_damaged`. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`, `reading_busy`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    yankVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                version: string;
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    reason: string;
                };
            };
        };
        responses: {
            /** @description The version as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        version: components["schemas"]["Version"];
                    };
                };
            };
            /** @description `organization_missing`, `json_malformed`, `body_incomplete`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`, `cross_site_request`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`, `entry_not_found`, `version_not_found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media_type_unsupported`, `encoding_unsupported`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    unyankVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The version as it is now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        version: components["schemas"]["Version"];
                    };
                };
            };
            /** @description `organization_missing`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`, `cross_site_request`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`, `entry_not_found`, `version_not_found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    downloadByLink: {
        parameters: {
            query: {
                expires: string;
                signature: string;
            };
            header?: {
                /** @description An `ETag` of before. */
                "If-None-Match"?: string;
            };
            path: {
                file: string;
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The archive, byte for byte as it was published. */
            200: {
                headers: {
                    /** @description The bytes never change. */
                    "Cache-Control"?: string;
                    /** @description The content hash. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/gzip": unknown;
                };
            };
            /** @description The client has these bytes already. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `link_invalid`, `link_expired`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `not_found`, `version_not_found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    createEntry: {
        parameters: {
            query?: never;
            header?: {
                /** @description 1 to 255 visible ASCII characters. The same request again with the same key, within 24 hours, answers as the first did and does nothing. */
                "Idempotency-Key"?: string;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    /** @default null */
                    description?: string | null;
                    /** @constant */
                    entry_type: "skill";
                    name: string;
                    /** @default null */
                    source_repo?: (string & (unknown & unknown)) | null;
                    /**
                     * @default org
                     * @enum {string}
                     */
                    visibility?: "public" | "org" | "unlisted";
                };
            };
        };
        responses: {
            /** @description The entry. */
            201: {
                headers: {
                    /** @description The entry. */
                    Location?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Entry"];
                };
            };
            /** @description `organization_missing`, `json_malformed`, `body_incomplete`, `idempotency_key_invalid`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`, `cross_site_request`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `idempotency_key_in_use`, `name_taken`. */
            409: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media_type_unsupported`, `encoding_unsupported`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`, `idempotency_key_reused`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    searchPublicEntries: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Rows of the page: 1 to 100, 50 unless told. */
                limit?: string;
                /** @description Part of the name or the description, in any case of letters. */
                q?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description By name. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        entries: components["schemas"]["PublicEntry"][];
                        /** @description Give it as `cursor` for the next page. Null: this is the last. */
                        next_cursor: string | null;
                    };
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPublicEntry: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The entry. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        entry: components["schemas"]["PublicEntry"];
                    };
                };
            };
            /** @description `not_found`, `entry_not_found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    comparePublicVersions: {
        parameters: {
            query: {
                /** @description The name of the version to begin from. */
                from: string;
                /** @description The name of the version to compare it with. */
                to: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description What differs. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionComparison"];
                };
            };
            /** @description `not_found`, `entry_not_found`, `version_not_found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPublicVersions: {
        parameters: {
            query?: {
                /** @description The `next_cursor` of the page before. */
                cursor?: string;
                /** @description Rows of the page: 1 to 100; left out: all of them. */
                limit?: string;
                /** @description Part of the version's name, in any case of letters. */
                q?: string;
            };
            header?: never;
            path: {
                id: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Newest first. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @description Give it as `cursor` for the next page. Null: this is the last. */
                        next_cursor: string | null;
                        versions: components["schemas"]["Version"][];
                    };
                };
            };
            /** @description `not_found`, `entry_not_found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPublicVersion: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The version. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["PublicVersion"];
                };
            };
            /** @description `not_found`, `entry_not_found`, `version_not_found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    downloadPublicVersion: {
        parameters: {
            query?: never;
            header?: {
                /** @description An `ETag` of before. */
                "If-None-Match"?: string;
            };
            path: {
                id: string;
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The archive, byte for byte as it was published. */
            200: {
                headers: {
                    /** @description The bytes never change. */
                    "Cache-Control"?: string;
                    /** @description The content hash. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/gzip": unknown;
                };
            };
            /** @description The client has these bytes already. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `not_found`, `entry_not_found`, `version_not_found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    listPublicVersionFiles: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                id: string;
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All of its files. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["VersionFiles"];
                };
            };
            /** @description `not_found`, `entry_not_found`, `version_not_found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getPublicVersionFile: {
        parameters: {
            query: {
                /** @description The file's path, as the list of files gives it. */
                path: string;
            };
            header?: {
                /** @description An `ETag` of before. */
                "If-None-Match"?: string;
            };
            path: {
                id: string;
                version: string;
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The bytes: as text when they are UTF-8 without NUL, else as an attachment. No browser runs them. */
            200: {
                headers: {
                    /** @description The bytes never change. */
                    "Cache-Control"?: string;
                    /** @description The file's SHA-256. */
                    ETag?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/octet-stream": unknown;
                    "text/plain": string;
                };
            };
            /** @description The client has these bytes already. */
            304: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `not_found`, `entry_not_found`, `file_not_found`, `version_not_found`. */
            404: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`, `file_too_large`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `archive_damaged`. */
            502: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`, `reading_busy`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    checkForUpdates: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    installations: {
                        current_version_hash: string;
                        entry_id: string;
                    }[];
                };
            };
        };
        responses: {
            /** @description In the order asked; ids that the organization does not have are left out. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        entries: components["schemas"]["PackageUpdate"][];
                    };
                };
            };
            /** @description `organization_missing`, `json_malformed`, `body_incomplete`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `key_missing`, `key_invalid`, `session_expired`. */
            401: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `role_too_low`, `permission_missing`, `plan_required`, `not_a_member`, `cross_site_request`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media_type_unsupported`, `encoding_unsupported`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getSession: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who is signed in, and where. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    endSession: {
        parameters: {
            query?: {
                /** @description Whether all sessions of the user end. One that a link made ends those in its organization. */
                everywhere?: "true" | "false";
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Nobody is signed in at this browser. */
            204: {
                headers: {
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `cross_site_request`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    signInByLink: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                "application/json": {
                    token: string;
                };
            };
        };
        responses: {
            /** @description Who is signed in now. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": components["schemas"]["Session"];
                };
            };
            /** @description `json_malformed`, `body_incomplete`. */
            400: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `cross_site_request`, `link_invalid`, `link_used`, `link_expired`. */
            403: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `body_too_large`. */
            413: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `media_type_unsupported`, `encoding_unsupported`. */
            415: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `rate_limited`. */
            429: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getLiveness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It does. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        /** @constant */
                        status: "ok";
                    };
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getMetrics: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Prometheus's text format. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "text/plain": string;
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `service_unavailable`. */
            503: {
                headers: {
                    /** @description When to come again: seconds, or a date. */
                    "Retry-After"?: string;
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
        };
    };
    getReadiness: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description All that is needed answers. */
            200: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        checks: {
                            [key: string]: "ok" | "away";
                        };
                        /** @enum {string} */
                        status: "ready" | "not_ready";
                    };
                };
            };
            /** @description `invalid_request`. */
            422: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description `internal_error`. */
            500: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"];
                };
            };
            /** @description Something that is needed is away. */
            503: {
                headers: {
                    [name: string]: unknown;
                };
                content: {
                    "application/json": {
                        checks: {
                            [key: string]: "ok" | "away";
                        };
                        /** @enum {string} */
                        status: "ready" | "not_ready";
                    };
                };
            };
        };
    };
}
