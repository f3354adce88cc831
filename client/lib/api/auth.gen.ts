// Made from openapi/auth.json by `npm run api-types`.

export interface paths {
    "/api/admin/users": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The users, newest first. For admins. */
        get: operations["list_users"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What admins did to users, newest first. For admins. */
        get: operations["audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A user. For admins. */
        get: operations["show_user"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users/{id}/restore": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Lets a suspended user sign in again; what they sell is back on the market moments later. One who is not suspended
         *     stays as they are. For admins.
         */
        post: operations["restore"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users/{id}/role": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        /**
         * Gives a user a role. Their tokens with the old one stop counting within a second, and are renewed with the new one
         *     as soon as the user asks who they are: the session lives on. The same role again changes nothing. For admins.
         */
        put: operations["assign_role"];
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/users/{id}/suspend": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Shuts a user out: all their sessions end, they cannot sign in, and moments later what they sell is off the market,
         *     but for what somebody has reserved. Suspending again changes nothing. For admins.
         */
        post: operations["suspend"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/currentuser": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Who is signed in. Nobody is no error, and neither is a cookie that does not count. */
        get: operations["current_user"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/email-verification": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Has a link sent to the address of whoever is signed in, as signing up does; to a verified one, none. The link leads
         *     to `/account/verify-email#token=…`, counts for 24 hours and once; a newer one takes its place.
         */
        post: operations["ask_for_verification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/email-verification/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Verifies an address by a link's token; nobody has to be signed in. A token that was used, replaced, is too old or was
         *     never one is 400 `invalid_token`.
         */
        post: operations["confirm_verification"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/me": {
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
         * Closes the account of whoever is signed in, for good. All sessions end; address and password are erased, and the
         *     address can be signed up with again. What is on sale is withdrawn moments later; who has reserved a ticket may still
         *     buy it. Orders and payments stay, and name the id alone. A wrong password is 400
         *     `invalid_credentials` and counts as it does at a sign-in.
         */
        delete: operations["close_account"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/password": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Changes the password. All other sessions end; this one goes on under another cookie. A wrong current password is
         *     400 `invalid_credentials` and counts as it does at a sign-in.
         */
        post: operations["change_password"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/password-reset": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Has a link to a new password sent, if somebody has the address; the answer is the same if nobody has. The link
         *     leads to `/account/reset-password#token=…`, counts for an hour and once; a newer one takes its place.
         */
        post: operations["ask_for_reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/password-reset/confirm": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Sets a new password by a link's token. All sessions end, and the address counts as verified. A token that was used,
         *     replaced, is too old or was never one is 400 `invalid_token`.
         */
        post: operations["confirm_reset"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/sessions": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Where the user is signed in, newest first; at most 100. */
        get: operations["list_sessions"];
        put?: never;
        post?: never;
        /** Ends all of the user's sessions, this one too. */
        delete: operations["end_sessions"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/sessions/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        post?: never;
        /** Ends one of the user's sessions. Ending it again changes nothing. */
        delete: operations["end_session"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/signin": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Begins a session. */
        post: operations["sign_in"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/signout": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Ends the session, if there is one. */
        post: operations["sign_out"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/users/signup": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Opens an account and signs its owner in. */
        post: operations["sign_up"];
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
        /** @example 65f0c0ffee65f0c0ffee65f0 */
        ActId: string;
        /** @description Who did it, by the address of that time. */
        ActingAdmin: {
            email: string;
            id: components["schemas"]["UserId"];
        };
        /** @description A user, and where their account stands. */
        AdminUserBody: {
            createdAt: components["schemas"]["Timestamp"];
            /** @example ada@example.com */
            email: string;
            emailVerified: boolean;
            id: components["schemas"]["UserId"];
            role: components["schemas"]["Role"];
            status: components["schemas"]["UserStatus"];
            suspended?: components["schemas"]["Suspension"] | null;
            /** Format: int64 */
            version: number;
        };
        /** @description It will be done, and there is nothing to say yet. */
        Asked: Record<string, never>;
        AssignRole: {
            reason: components["schemas"]["Reason"];
            role: components["schemas"]["Role"];
        };
        /** @description Who really wants it knows the password. */
        Closing: {
            /**
             * Format: password
             * @example a long secret
             */
            password: string;
        };
        /** @description Who wants to sign in. A field that is missing counts as empty, so that all that is wrong is told at once. */
        Credentials: {
            /**
             * Format: email
             * @example ada@example.com
             */
            email: string;
            /**
             * Format: password
             * @example a long secret
             */
            password: string;
        };
        /** @description Who is signed in. */
        CurrentUserBody: {
            currentUser: components["schemas"]["SignedInUser"] | null;
        };
        /** @description An entry of the audit log. */
        Entry: {
            /** @description A dotted word, such as `ticket.taken_down`. */
            act: string;
            admin: components["schemas"]["ActingAdmin"];
            at: components["schemas"]["Timestamp"];
            detail?: string | null;
            id: components["schemas"]["ActId"];
            reason: string;
            /** @description The id of what it was done to. */
            subject: string;
        };
        /** @description One thing that was wrong, and in which field, when it lies in one. */
        FieldError: {
            field?: string | null;
            message: string;
        };
        /** @description Whose password is forgotten. */
        ForgottenPassword: {
            /**
             * Format: email
             * @example ada@example.com
             */
            email: string;
        };
        /** @description A new account. A field that is missing counts as empty, so that all that is wrong is told at once. */
        NewAccount: {
            /**
             * Format: email
             * @description One account has it, however its letters are written.
             * @example ada@example.com
             */
            email: string;
            /**
             * Format: password
             * @description Any characters; space counts. One of those that everybody takes is refused.
             * @example a long secret
             */
            password: string;
        };
        /** @description A link's token, and the password that shall be. */
        NewPassword: {
            /**
             * Format: password
             * @description Any characters; space counts. One of those that everybody takes is refused.
             * @example a long secret
             */
            password: string;
            /** @description What stands behind `#token=` in the link. */
            token: string;
        };
        /**
         * @description The password that there is and the one that shall be. A field that is missing counts as empty, so that all that
         *     is wrong is told at once.
         */
        PasswordChange: {
            /**
             * Format: password
             * @example a long secret
             */
            currentPassword: string;
            /**
             * Format: password
             * @description Any characters; space counts. One of those that everybody takes is refused.
             * @example a longer secret
             */
            newPassword: string;
        };
        /** @description The body of every error: a problem detail (RFC 9457) with `errors` beside it. */
        Problem: {
            /** @description A stable word for programs. */
            code: string;
            errors: components["schemas"]["FieldError"][];
            /** Format: int32 */
            status: number;
            title: string;
            type: string;
        };
        /** @description A link's token. */
        ProofOfAddress: {
            /** @description What stands behind `#token=` in the link. */
            token: string;
        };
        /** @description Why an admin does something: 1 to 500 characters, the space around them not counted. */
        Reason: string;
        /** @description The body of an act that needs no more than its reason. */
        ReasonBody: {
            reason: components["schemas"]["Reason"];
        };
        /**
         * @description What a user may do.
         * @enum {string}
         */
        Role: "user" | "admin";
        /** @description A sign-in. */
        SessionBody: {
            createdAt: components["schemas"]["Timestamp"];
            /** @description Whether it is the one that asks. */
            current: boolean;
            /** @description When it ends if nobody uses it. */
            expiresAt: components["schemas"]["Timestamp"];
            id: components["schemas"]["SessionId"];
            /** @description When its token was renewed last, which happens every few minutes while it is used. */
            lastSeenAt: components["schemas"]["Timestamp"];
        };
        /** @example 65f0c0ffee65f0c0ffee65f0 */
        SessionId: string;
        /** @description A user who is signed in. */
        SignedInUser: {
            /** @example ada@example.com */
            email: string;
            /** @description Whether the user has opened the link that was sent to the address. */
            emailVerified: boolean;
            /**
             * Format: int64
             * @description When the session's token was issued, in seconds since the Unix epoch.
             * @example 1790000000
             */
            iat: number;
            id: components["schemas"]["UserId"];
            role: components["schemas"]["Role"];
        };
        /** @description Nothing is left to say. */
        SignedOut: Record<string, never>;
        /** @description When and why an admin shut somebody out. */
        Suspension: {
            at: components["schemas"]["Timestamp"];
            reason: string;
        };
        /** Format: date-time */
        Timestamp: string;
        /** @description A user. */
        UserBody: {
            /** @example ada@example.com */
            email: string;
            /** @description Whether the user has opened the link that was sent to the address. */
            emailVerified: boolean;
            id: components["schemas"]["UserId"];
            role: components["schemas"]["Role"];
        };
        /** @example 65f0c0ffee65f0c0ffee65f0 */
        UserId: string;
        /**
         * @description Where an account stands.
         * @enum {string}
         */
        UserStatus: "active" | "suspended" | "deleted";
    };
    responses: never;
    parameters: never;
    requestBodies: never;
    headers: {
        /** @description The request's id: the one that it came with, or a new one. The logs have it. */
        RequestId: string;
        /** @description Seconds to wait before trying again. */
        RetryAfter: number;
    };
    pathItems: never;
}
export type $defs = Record<string, never>;
export interface operations {
    list_users: {
        parameters: {
            query?: {
                /** @description A part of the address, in any case; or the id of a user. */
                q?: string;
                role?: "user" | "admin";
                status?: "active" | "suspended" | "deleted";
                /** @description 1 to 100, 50 when left out. */
                limit?: number;
                /** @description The cursor of the `Link` header of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description the next page, if there is one */
                    Link?: string | null;
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "createdAt": "2099-06-01T18:30:00.000Z",
                     *         "email": "ada@example.com",
                     *         "emailVerified": true,
                     *         "id": "65f0c0ffee65f0c0ffee65f0",
                     *         "role": "user",
                     *         "status": "active",
                     *         "version": 1
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["AdminUserBody"][];
                };
            };
            /** @description The request is not valid; `errors` names each field and what is wrong with it. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid_request";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_authenticated";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            /** @description `admins_only` */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "admins_only";
                        /** @constant */
                        status?: 403;
                    };
                };
            };
            /** @description Too many requests; try again after `Retry-After` seconds. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "too_many_requests";
                        /** @constant */
                        status?: 429;
                    };
                };
            };
            /** @description A bug; the body tells no detail. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /** @description A dependency did not answer in time; try again after `Retry-After` seconds. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unavailable";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
        };
    };
    audit: {
        parameters: {
            query?: {
                /** @description 1 to 100, 50 when left out. */
                limit?: number;
                /** @description The cursor of the `Link` header of the page before. */
                after?: string;
            };
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    /** @description the next page, if there is one */
                    Link?: string | null;
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "act": "text",
                     *         "admin": {
                     *           "email": "text",
                     *           "id": "65f0c0ffee65f0c0ffee65f0"
                     *         },
                     *         "at": "2099-06-01T18:30:00.000Z",
                     *         "id": "65f0c0ffee65f0c0ffee65f0",
                     *         "reason": "text",
                     *         "subject": "text"
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["Entry"][];
                };
            };
            /** @description The request is not valid; `errors` names each field and what is wrong with it. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid_request";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_authenticated";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            /** @description `admins_only` */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "admins_only";
                        /** @constant */
                        status?: 403;
                    };
                };
            };
            /** @description Too many requests; try again after `Retry-After` seconds. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "too_many_requests";
                        /** @constant */
                        status?: 429;
                    };
                };
            };
            /** @description A bug; the body tells no detail. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /** @description A dependency did not answer in time; try again after `Retry-After` seconds. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unavailable";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
        };
    };
    show_user: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 65f0c0ffee65f0c0ffee65f0 */
                id: components["schemas"]["UserId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "createdAt": "2099-06-01T18:30:00.000Z",
                     *       "email": "ada@example.com",
                     *       "emailVerified": true,
                     *       "id": "65f0c0ffee65f0c0ffee65f0",
                     *       "role": "user",
                     *       "status": "active",
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["AdminUserBody"];
                };
            };
            /** @description The request is not valid; `errors` names each field and what is wrong with it. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid_request";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_authenticated";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            /** @description `admins_only` */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "admins_only";
                        /** @constant */
                        status?: 403;
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                        /** @constant */
                        status?: 404;
                    };
                };
            };
            /** @description Too many requests; try again after `Retry-After` seconds. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "too_many_requests";
                        /** @constant */
                        status?: 429;
                    };
                };
            };
            /** @description A bug; the body tells no detail. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /** @description A dependency did not answer in time; try again after `Retry-After` seconds. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unavailable";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
        };
    };
    restore: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 65f0c0ffee65f0c0ffee65f0 */
                id: components["schemas"]["UserId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "text"
                 *     }
                 */
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "createdAt": "2099-06-01T18:30:00.000Z",
                     *       "email": "ada@example.com",
                     *       "emailVerified": true,
                     *       "id": "65f0c0ffee65f0c0ffee65f0",
                     *       "role": "user",
                     *       "status": "active",
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["AdminUserBody"];
                };
            };
            /** @description The request is not valid; `errors` names each field and what is wrong with it. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid_request";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_authenticated";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            /** @description `admins_only` */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "cross_site" | "admins_only";
                        /** @constant */
                        status?: 403;
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                        /** @constant */
                        status?: 404;
                    };
                };
            };
            /** @description `account_deleted` */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "account_deleted";
                        /** @constant */
                        status?: 409;
                    };
                };
            };
            /** @description A body larger than allowed. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body_too_large";
                        /** @constant */
                        status?: 413;
                    };
                };
            };
            /** @description A body of another media type than `application/json`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unsupported_media_type";
                        /** @constant */
                        status?: 415;
                    };
                };
            };
            /** @description Too many requests; try again after `Retry-After` seconds. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "too_many_requests";
                        /** @constant */
                        status?: 429;
                    };
                };
            };
            /** @description A bug; the body tells no detail. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /** @description A dependency did not answer in time; try again after `Retry-After` seconds. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unavailable";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
        };
    };
    assign_role: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 65f0c0ffee65f0c0ffee65f0 */
                id: components["schemas"]["UserId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "text",
                 *       "role": "user"
                 *     }
                 */
                "application/json": components["schemas"]["AssignRole"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "createdAt": "2099-06-01T18:30:00.000Z",
                     *       "email": "ada@example.com",
                     *       "emailVerified": true,
                     *       "id": "65f0c0ffee65f0c0ffee65f0",
                     *       "role": "user",
                     *       "status": "active",
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["AdminUserBody"];
                };
            };
            /** @description The request is not valid; `errors` names each field and what is wrong with it. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid_request";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_authenticated";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            /** @description `admins_only` */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "cross_site" | "admins_only";
                        /** @constant */
                        status?: 403;
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                        /** @constant */
                        status?: 404;
                    };
                };
            };
            /** @description `last_admin` or `account_deleted` */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "last_admin" | "account_deleted";
                        /** @constant */
                        status?: 409;
                    };
                };
            };
            /** @description A body larger than allowed. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body_too_large";
                        /** @constant */
                        status?: 413;
                    };
                };
            };
            /** @description A body of another media type than `application/json`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unsupported_media_type";
                        /** @constant */
                        status?: 415;
                    };
                };
            };
            /** @description Too many requests; try again after `Retry-After` seconds. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "too_many_requests";
                        /** @constant */
                        status?: 429;
                    };
                };
            };
            /** @description A bug; the body tells no detail. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /** @description A dependency did not answer in time; try again after `Retry-After` seconds. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unavailable";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
        };
    };
    suspend: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 65f0c0ffee65f0c0ffee65f0 */
                id: components["schemas"]["UserId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "text"
                 *     }
                 */
                "application/json": components["schemas"]["ReasonBody"];
            };
        };
        responses: {
            /** @description OK */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "createdAt": "2099-06-01T18:30:00.000Z",
                     *       "email": "ada@example.com",
                     *       "emailVerified": true,
                     *       "id": "65f0c0ffee65f0c0ffee65f0",
                     *       "role": "user",
                     *       "status": "active",
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["AdminUserBody"];
                };
            };
            /** @description The request is not valid; `errors` names each field and what is wrong with it. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid_request";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_authenticated";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            /** @description `admins_only` */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "cross_site" | "admins_only";
                        /** @constant */
                        status?: 403;
                    };
                };
            };
            /** @description Not Found */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                        /** @constant */
                        status?: 404;
                    };
                };
            };
            /** @description `last_admin` or `account_deleted` */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "last_admin" | "account_deleted";
                        /** @constant */
                        status?: 409;
                    };
                };
            };
            /** @description A body larger than allowed. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body_too_large";
                        /** @constant */
                        status?: 413;
                    };
                };
            };
            /** @description A body of another media type than `application/json`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unsupported_media_type";
                        /** @constant */
                        status?: 415;
                    };
                };
            };
            /** @description Too many requests; try again after `Retry-After` seconds. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "too_many_requests";
                        /** @constant */
                        status?: 429;
                    };
                };
            };
            /** @description A bug; the body tells no detail. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /** @description A dependency did not answer in time; try again after `Retry-After` seconds. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unavailable";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
        };
    };
    current_user: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Who is signed in */
            200: {
                headers: {
                    /** @description The session with its token renewed, or taken away because it was ended */
                    "Set-Cookie"?: string | null;
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "currentUser": {
                     *         "email": "ada@example.com",
                     *         "emailVerified": true,
                     *         "iat": 1790000000,
                     *         "id": "65f0c0ffee65f0c0ffee65f0",
                     *         "role": "user"
                     *       }
                     *     }
                     */
                    "application/json": components["schemas"]["CurrentUserBody"];
                };
            };
            /** @description Too many requests; try again after `Retry-After` seconds. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "too_many_requests";
                        /** @constant */
                        status?: 429;
                    };
                };
            };
            /** @description A bug; the body tells no detail. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /** @description A dependency did not answer in time; try again after `Retry-After` seconds. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unavailable";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
        };
    };
    ask_for_verification: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description It will be sent, unless the address is verified */
            202: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /** @example {} */
                    "application/json": components["schemas"]["Asked"];
                };
            };
            /** @description Nobody is signed in */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_authenticated";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            /** @description A request from another site. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "cross_site";
                        /** @constant */
                        status?: 403;
                    };
                };
            };
            /** @description Too many tries; try again after `Retry-After` seconds. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "too_many_requests";
                        /** @constant */
                        status?: 429;
                    };
                };
            };
            /** @description A bug; the body tells no detail. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /** @description A dependency did not answer in time; try again after `Retry-After` seconds. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unavailable";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
        };
    };
    confirm_verification: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "token": "text"
                 *     }
                 */
                "application/json": components["schemas"]["ProofOfAddress"];
            };
        };
        responses: {
            /** @description The address is verified */
            204: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_token`, or the request is not valid */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid_request" | "invalid_token";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /** @description A request from another site. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "cross_site";
                        /** @constant */
                        status?: 403;
                    };
                };
            };
            /** @description A body larger than allowed. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body_too_large";
                        /** @constant */
                        status?: 413;
                    };
                };
            };
            /** @description A body of another media type than `application/json`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unsupported_media_type";
                        /** @constant */
                        status?: 415;
                    };
                };
            };
            /** @description Too many requests; try again after `Retry-After` seconds. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "too_many_requests";
                        /** @constant */
                        status?: 429;
                    };
                };
            };
            /** @description A bug; the body tells no detail. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /** @description A dependency did not answer in time; try again after `Retry-After` seconds. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unavailable";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
        };
    };
    close_account: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "password": "a long secret"
                 *     }
                 */
                "application/json": components["schemas"]["Closing"];
            };
        };
        responses: {
            /** @description The account is closed */
            204: {
                headers: {
                    /** @description Takes the session away */
                    "Set-Cookie"?: string;
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_credentials`, or the request is not valid */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid_request" | "invalid_credentials";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /** @description Nobody is signed in */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_authenticated";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            /** @description A request from another site. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "cross_site";
                        /** @constant */
                        status?: 403;
                    };
                };
            };
            /** @description `last_admin`: nobody else is an active admin */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "last_admin";
                        /** @constant */
                        status?: 409;
                    };
                };
            };
            /** @description A body larger than allowed. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body_too_large";
                        /** @constant */
                        status?: 413;
                    };
                };
            };
            /** @description A body of another media type than `application/json`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unsupported_media_type";
                        /** @constant */
                        status?: 415;
                    };
                };
            };
            /** @description Too many tries; try again after `Retry-After` seconds. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "too_many_requests";
                        /** @constant */
                        status?: 429;
                    };
                };
            };
            /** @description A bug; the body tells no detail. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /** @description A dependency did not answer in time; try again after `Retry-After` seconds. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unavailable";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
        };
    };
    change_password: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "currentPassword": "a long secret",
                 *       "newPassword": "a longer secret"
                 *     }
                 */
                "application/json": components["schemas"]["PasswordChange"];
            };
        };
        responses: {
            /** @description The password is changed */
            200: {
                headers: {
                    /** @description The session */
                    "Set-Cookie"?: string;
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "email": "ada@example.com",
                     *       "emailVerified": true,
                     *       "id": "65f0c0ffee65f0c0ffee65f0",
                     *       "role": "user"
                     *     }
                     */
                    "application/json": components["schemas"]["UserBody"];
                };
            };
            /** @description `invalid_credentials`, or the request is not valid */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid_request" | "invalid_credentials";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /** @description Nobody is signed in */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_authenticated";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            /** @description `suspended`: the account was shut out as its password changed */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "cross_site" | "suspended";
                        /** @constant */
                        status?: 403;
                    };
                };
            };
            /** @description A body larger than allowed. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body_too_large";
                        /** @constant */
                        status?: 413;
                    };
                };
            };
            /** @description A body of another media type than `application/json`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unsupported_media_type";
                        /** @constant */
                        status?: 415;
                    };
                };
            };
            /** @description Too many tries; try again after `Retry-After` seconds. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "too_many_requests";
                        /** @constant */
                        status?: 429;
                    };
                };
            };
            /** @description A bug; the body tells no detail. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /** @description A dependency did not answer in time; try again after `Retry-After` seconds. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unavailable";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
        };
    };
    ask_for_reset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ada@example.com"
                 *     }
                 */
                "application/json": components["schemas"]["ForgottenPassword"];
            };
        };
        responses: {
            /** @description It will be sent to who has the address */
            202: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /** @example {} */
                    "application/json": components["schemas"]["Asked"];
                };
            };
            /** @description The request is not valid; `errors` names each field and what is wrong with it. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid_request";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /** @description A request from another site. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "cross_site";
                        /** @constant */
                        status?: 403;
                    };
                };
            };
            /** @description A body larger than allowed. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body_too_large";
                        /** @constant */
                        status?: 413;
                    };
                };
            };
            /** @description A body of another media type than `application/json`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unsupported_media_type";
                        /** @constant */
                        status?: 415;
                    };
                };
            };
            /** @description Too many tries; try again after `Retry-After` seconds. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "too_many_requests";
                        /** @constant */
                        status?: 429;
                    };
                };
            };
            /** @description A bug; the body tells no detail. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /** @description A dependency did not answer in time; try again after `Retry-After` seconds. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unavailable";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
        };
    };
    confirm_reset: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "password": "a long secret",
                 *       "token": "text"
                 *     }
                 */
                "application/json": components["schemas"]["NewPassword"];
            };
        };
        responses: {
            /** @description The password is set */
            204: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description `invalid_token`, or the request is not valid */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid_request" | "invalid_token";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /** @description A request from another site. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "cross_site";
                        /** @constant */
                        status?: 403;
                    };
                };
            };
            /** @description A body larger than allowed. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body_too_large";
                        /** @constant */
                        status?: 413;
                    };
                };
            };
            /** @description A body of another media type than `application/json`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unsupported_media_type";
                        /** @constant */
                        status?: 415;
                    };
                };
            };
            /** @description Too many requests; try again after `Retry-After` seconds. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "too_many_requests";
                        /** @constant */
                        status?: 429;
                    };
                };
            };
            /** @description A bug; the body tells no detail. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /** @description A dependency did not answer in time; try again after `Retry-After` seconds. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unavailable";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
        };
    };
    list_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description The sessions that live */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "createdAt": "2099-06-01T18:30:00.000Z",
                     *         "current": true,
                     *         "expiresAt": "2099-06-01T18:30:00.000Z",
                     *         "id": "65f0c0ffee65f0c0ffee65f0",
                     *         "lastSeenAt": "2099-06-01T18:30:00.000Z"
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["SessionBody"][];
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_authenticated";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            /** @description Too many requests; try again after `Retry-After` seconds. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "too_many_requests";
                        /** @constant */
                        status?: 429;
                    };
                };
            };
            /** @description A bug; the body tells no detail. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /** @description A dependency did not answer in time; try again after `Retry-After` seconds. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unavailable";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
        };
    };
    end_sessions: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed out everywhere */
            204: {
                headers: {
                    /** @description Takes the session away */
                    "Set-Cookie"?: string;
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_authenticated";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            /** @description A request from another site. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "cross_site";
                        /** @constant */
                        status?: 403;
                    };
                };
            };
            /** @description Too many requests; try again after `Retry-After` seconds. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "too_many_requests";
                        /** @constant */
                        status?: 429;
                    };
                };
            };
            /** @description A bug; the body tells no detail. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /** @description A dependency did not answer in time; try again after `Retry-After` seconds. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unavailable";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
        };
    };
    end_session: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 65f0c0ffee65f0c0ffee65f0 */
                id: components["schemas"]["SessionId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Ended */
            204: {
                headers: {
                    /** @description Takes the session away, if it is this one */
                    "Set-Cookie"?: string | null;
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content?: never;
            };
            /** @description The request is not valid; `errors` names each field and what is wrong with it. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid_request";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /** @description Unauthorized */
            401: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_authenticated";
                        /** @constant */
                        status?: 401;
                    };
                };
            };
            /** @description A request from another site. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "cross_site";
                        /** @constant */
                        status?: 403;
                    };
                };
            };
            /** @description the user has no such session */
            404: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_found";
                        /** @constant */
                        status?: 404;
                    };
                };
            };
            /** @description Too many requests; try again after `Retry-After` seconds. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "too_many_requests";
                        /** @constant */
                        status?: 429;
                    };
                };
            };
            /** @description A bug; the body tells no detail. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /** @description A dependency did not answer in time; try again after `Retry-After` seconds. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unavailable";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
        };
    };
    sign_in: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ada@example.com",
                 *       "password": "a long secret"
                 *     }
                 */
                "application/json": components["schemas"]["Credentials"];
            };
        };
        responses: {
            /** @description Signed in */
            200: {
                headers: {
                    /** @description The session */
                    "Set-Cookie"?: string;
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "email": "ada@example.com",
                     *       "emailVerified": true,
                     *       "id": "65f0c0ffee65f0c0ffee65f0",
                     *       "role": "user"
                     *     }
                     */
                    "application/json": components["schemas"]["UserBody"];
                };
            };
            /** @description `invalid_credentials`, or the request is not valid */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid_request" | "invalid_credentials";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /** @description `suspended`: the password is right, and an admin has shut the account out */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "cross_site" | "suspended";
                        /** @constant */
                        status?: 403;
                    };
                };
            };
            /** @description A body larger than allowed. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body_too_large";
                        /** @constant */
                        status?: 413;
                    };
                };
            };
            /** @description A body of another media type than `application/json`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unsupported_media_type";
                        /** @constant */
                        status?: 415;
                    };
                };
            };
            /** @description Too many tries; try again after `Retry-After` seconds. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "too_many_requests";
                        /** @constant */
                        status?: 429;
                    };
                };
            };
            /** @description A bug; the body tells no detail. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /** @description A dependency did not answer in time; try again after `Retry-After` seconds. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unavailable";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
        };
    };
    sign_out: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description Signed out */
            200: {
                headers: {
                    /** @description Takes the session away */
                    "Set-Cookie"?: string;
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /** @example {} */
                    "application/json": components["schemas"]["SignedOut"];
                };
            };
            /** @description A request from another site. */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "cross_site";
                        /** @constant */
                        status?: 403;
                    };
                };
            };
            /** @description Too many requests; try again after `Retry-After` seconds. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "too_many_requests";
                        /** @constant */
                        status?: 429;
                    };
                };
            };
            /** @description A bug; the body tells no detail. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /** @description A dependency did not answer in time; try again after `Retry-After` seconds. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unavailable";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
        };
    };
    sign_up: {
        parameters: {
            query?: never;
            header?: {
                /**
                 * @description Visible ASCII, best a random UUID: the same request under the same key takes effect once, and for 24
                 *     hours has the same answer, with `Idempotency-Replayed: true`.
                 */
                "Idempotency-Key"?: string | null;
            };
            path?: never;
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "email": "ada@example.com",
                 *       "password": "a long secret"
                 *     }
                 */
                "application/json": components["schemas"]["NewAccount"];
            };
        };
        responses: {
            /** @description The account is open */
            201: {
                headers: {
                    /** @description The session */
                    "Set-Cookie"?: string;
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "email": "ada@example.com",
                     *       "emailVerified": true,
                     *       "id": "65f0c0ffee65f0c0ffee65f0",
                     *       "role": "user"
                     *     }
                     */
                    "application/json": components["schemas"]["UserBody"];
                };
            };
            /** @description The request is not valid; `errors` names each field and what is wrong with it. */
            400: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "invalid_request";
                        /** @constant */
                        status?: 400;
                    };
                };
            };
            /** @description `suspended`: the same request opened the account, which is shut out by now */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "cross_site" | "suspended";
                        /** @constant */
                        status?: 403;
                    };
                };
            };
            /** @description `email_in_use` or `idempotency_key_in_use` */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "email_in_use" | "idempotency_key_in_use";
                        /** @constant */
                        status?: 409;
                    };
                };
            };
            /** @description A body larger than allowed. */
            413: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "body_too_large";
                        /** @constant */
                        status?: 413;
                    };
                };
            };
            /** @description A body of another media type than `application/json`. */
            415: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unsupported_media_type";
                        /** @constant */
                        status?: 415;
                    };
                };
            };
            /** @description `idempotency_key_reused`: another request had this key */
            422: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "idempotency_key_reused";
                        /** @constant */
                        status?: 422;
                    };
                };
            };
            /** @description Too many tries; try again after `Retry-After` seconds. */
            429: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "too_many_requests";
                        /** @constant */
                        status?: 429;
                    };
                };
            };
            /** @description A bug; the body tells no detail. */
            500: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "internal";
                        /** @constant */
                        status?: 500;
                    };
                };
            };
            /** @description A dependency did not answer in time; try again after `Retry-After` seconds. */
            503: {
                headers: {
                    "Retry-After": components["headers"]["RetryAfter"];
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "unavailable";
                        /** @constant */
                        status?: 503;
                    };
                };
            };
        };
    };
}
