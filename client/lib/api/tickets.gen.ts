// Made from openapi/tickets.json by `npm run api-types`.

export interface paths {
    "/api/admin/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** All listings, whatever their status, newest first. For admins. */
        get: operations["list_all"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/tickets/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What admins did to tickets, newest first. For admins. */
        get: operations["audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/tickets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A listing, whatever its status. For admins. */
        get: operations["show_any"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/tickets/{id}/put-back": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /** Puts a listing that was taken down back on the market. One that is not down stays as it is. For admins. */
        post: operations["put_back"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/tickets/{id}/take-down": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Takes a listing off the market; its seller is shown the reason. An order that is not paid yet is cancelled.
         *     Taking down again changes nothing. For admins.
         */
        post: operations["take_down"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The tickets that can be bought now. */
        get: operations["list"];
        put?: never;
        /** Puts a ticket on sale. */
        post: operations["create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Every ticket that changes from now on, as server-sent events named `ticket`, whose ids are versions. */
        get: operations["live_all"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/mine": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's listings, whatever their status, newest first. */
        get: operations["mine"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** A ticket. One that was withdrawn or taken down is there for its seller alone. */
        get: operations["show"];
        /** Replaces what the seller says of a ticket; what is left out is gone. */
        put: operations["edit"];
        post?: never;
        /** Takes a ticket back. Withdrawing again changes nothing. */
        delete: operations["withdraw"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/tickets/{id}/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The ticket now and after every change, as server-sent events named `ticket`, whose ids are versions. */
        get: operations["live_one"];
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
        /** @example 65f0c0ffee65f0c0ffee65f0 */
        ActId: string;
        /** @description Who did it, by the address of that time. */
        ActingAdmin: {
            email: string;
            id: components["schemas"]["UserId"];
        };
        /** @description A listing, whatever its status. */
        AdminTicketView: components["schemas"]["TicketView"] & {
            createdAt: components["schemas"]["Timestamp"];
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
        /** @description What the ticket admits to; what is not known is left out. */
        EventDetails: {
            city?: string | null;
            description?: string | null;
            row?: string | null;
            seat?: string | null;
            section?: string | null;
            startsAt?: components["schemas"]["Timestamp"] | null;
            /** @description The venue's IANA time zone, for example `Europe/Oslo`. */
            timezone?: string | null;
            venue?: string | null;
        };
        /** @description One thing that was wrong, and in which field, when it lies in one. */
        FieldError: {
            field?: string | null;
            message: string;
        };
        /** @description What a seller says of a ticket. Space around texts is taken off, and empty ones count as left out. */
        ListingBody: {
            city?: string | null;
            description?: string | null;
            /** @description What is printed on the ticket. */
            faceValue?: (number | string) | string | null;
            price: components["schemas"]["PriceInput"];
            row?: string | null;
            seat?: string | null;
            section?: string | null;
            /** @description When the event starts; not in the past. */
            startsAt?: string | null;
            /** @description The venue's IANA time zone; required with `startsAt`. */
            timezone?: string | null;
            /** @example Ravel: Boléro */
            title: string;
            venue?: string | null;
        };
        /** @example 65f0c0ffee65f0c0ffee65f0 */
        OrderId: string;
        /**
         * @description dollars, with at most two decimals
         * @example 20
         */
        Price: number;
        PriceInput: number | string;
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
        /** @description Why an admin does something: 1 to 500 characters, the space around them not counted. */
        Reason: string;
        /** @description The body of an act that needs no more than its reason. */
        ReasonBody: {
            reason: components["schemas"]["Reason"];
        };
        /** @description When and why an admin took a listing down. */
        TakenDown: {
            at: components["schemas"]["Timestamp"];
            reason: string;
        };
        /** @example 65f0c0ffee65f0c0ffee65f0 */
        TicketId: string;
        /**
         * @description Where a listing stands.
         * @enum {string}
         */
        TicketStatus: "listed" | "reserved" | "sold" | "withdrawn";
        /** @description A listing; what is not known of it is left out. */
        TicketView: components["schemas"]["EventDetails"] & {
            currency: string;
            faceValue?: components["schemas"]["Price"] | null;
            id: components["schemas"]["TicketId"];
            orderId?: components["schemas"]["OrderId"] | null;
            price: components["schemas"]["Price"];
            status: components["schemas"]["TicketStatus"];
            takenDown?: components["schemas"]["TakenDown"] | null;
            title: string;
            /** @description The seller. */
            userId: components["schemas"]["UserId"];
            /** Format: int64 */
            version: number;
        };
        /** Format: date-time */
        Timestamp: string;
        /** @example 65f0c0ffee65f0c0ffee65f0 */
        UserId: string;
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
    list_all: {
        parameters: {
            query?: {
                status?: "listed" | "reserved" | "sold" | "withdrawn" | "taken_down";
                q?: string;
                /** @description The seller. */
                userId?: components["schemas"]["UserId"];
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
                    Link?: string;
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "createdAt": "2099-06-01T18:30:00.000Z",
                     *         "currency": "text",
                     *         "id": "65f0c0ffee65f0c0ffee65f0",
                     *         "price": 20,
                     *         "status": "listed",
                     *         "title": "text",
                     *         "userId": "65f0c0ffee65f0c0ffee65f0",
                     *         "version": 1
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["AdminTicketView"][];
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
                    Link?: string;
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
    show_any: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 65f0c0ffee65f0c0ffee65f0 */
                id: components["schemas"]["TicketId"];
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
                     *       "currency": "text",
                     *       "id": "65f0c0ffee65f0c0ffee65f0",
                     *       "price": 20,
                     *       "status": "listed",
                     *       "title": "text",
                     *       "userId": "65f0c0ffee65f0c0ffee65f0",
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["AdminTicketView"];
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
    put_back: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 65f0c0ffee65f0c0ffee65f0 */
                id: components["schemas"]["TicketId"];
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
                     *       "currency": "text",
                     *       "id": "65f0c0ffee65f0c0ffee65f0",
                     *       "price": 20,
                     *       "status": "listed",
                     *       "title": "text",
                     *       "userId": "65f0c0ffee65f0c0ffee65f0",
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["AdminTicketView"];
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
    take_down: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 65f0c0ffee65f0c0ffee65f0 */
                id: components["schemas"]["TicketId"];
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
                     *       "currency": "text",
                     *       "id": "65f0c0ffee65f0c0ffee65f0",
                     *       "price": 20,
                     *       "status": "listed",
                     *       "title": "text",
                     *       "userId": "65f0c0ffee65f0c0ffee65f0",
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["AdminTicketView"];
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
            /** @description `ticket_sold` or `ticket_withdrawn` */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "ticket_sold" | "ticket_withdrawn";
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
    list: {
        parameters: {
            query?: {
                q?: string;
                city?: string;
                minPrice?: string;
                maxPrice?: string;
                from?: string;
                to?: string;
                /** @description `newest` (when left out), `price`, `-price` or `date`. */
                sort?: "newest" | "price" | "-price" | "date";
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
                    Link?: string;
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "currency": "text",
                     *         "id": "65f0c0ffee65f0c0ffee65f0",
                     *         "price": 20,
                     *         "status": "listed",
                     *         "title": "text",
                     *         "userId": "65f0c0ffee65f0c0ffee65f0",
                     *         "version": 1
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["TicketView"][];
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
    create: {
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
                 *       "price": 20,
                 *       "title": "Ravel: Boléro"
                 *     }
                 */
                "application/json": components["schemas"]["ListingBody"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    /** @description the ticket's path */
                    Location?: string;
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "currency": "text",
                     *       "id": "65f0c0ffee65f0c0ffee65f0",
                     *       "price": 20,
                     *       "status": "listed",
                     *       "title": "text",
                     *       "userId": "65f0c0ffee65f0c0ffee65f0",
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["TicketView"];
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
            /** @description `too_many_listings` or `idempotency_key_in_use` */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "too_many_listings" | "idempotency_key_in_use";
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
    live_all: {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
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
                     *       "currency": "text",
                     *       "id": "65f0c0ffee65f0c0ffee65f0",
                     *       "price": 20,
                     *       "status": "listed",
                     *       "title": "text",
                     *       "userId": "65f0c0ffee65f0c0ffee65f0",
                     *       "version": 1
                     *     }
                     */
                    "text/event-stream": components["schemas"]["TicketView"];
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
    mine: {
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
                    Link?: string;
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example [
                     *       {
                     *         "currency": "text",
                     *         "id": "65f0c0ffee65f0c0ffee65f0",
                     *         "price": 20,
                     *         "status": "listed",
                     *         "title": "text",
                     *         "userId": "65f0c0ffee65f0c0ffee65f0",
                     *         "version": 1
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["TicketView"][];
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
    show: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 65f0c0ffee65f0c0ffee65f0 */
                id: components["schemas"]["TicketId"];
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
                     *       "currency": "text",
                     *       "id": "65f0c0ffee65f0c0ffee65f0",
                     *       "price": 20,
                     *       "status": "listed",
                     *       "title": "text",
                     *       "userId": "65f0c0ffee65f0c0ffee65f0",
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["TicketView"];
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
    edit: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 65f0c0ffee65f0c0ffee65f0 */
                id: components["schemas"]["TicketId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "price": 20,
                 *       "title": "Ravel: Boléro"
                 *     }
                 */
                "application/json": components["schemas"]["ListingBody"];
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
                     *       "currency": "text",
                     *       "id": "65f0c0ffee65f0c0ffee65f0",
                     *       "price": 20,
                     *       "status": "listed",
                     *       "title": "text",
                     *       "userId": "65f0c0ffee65f0c0ffee65f0",
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["TicketView"];
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
            /** @description `not_yours`: another's ticket, or a request from another site */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "cross_site" | "not_yours";
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
            /** @description `ticket_reserved`, `ticket_sold`, `ticket_withdrawn` or `ticket_taken_down` */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "ticket_reserved" | "ticket_sold" | "ticket_withdrawn" | "ticket_taken_down";
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
    withdraw: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 65f0c0ffee65f0c0ffee65f0 */
                id: components["schemas"]["TicketId"];
            };
            cookie?: never;
        };
        requestBody?: never;
        responses: {
            /** @description No Content */
            204: {
                headers: {
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
            /** @description `not_yours`: another's ticket, or a request from another site */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "cross_site" | "not_yours";
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
            /** @description `ticket_reserved` or `ticket_sold` */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "ticket_reserved" | "ticket_sold";
                        /** @constant */
                        status?: 409;
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
    live_one: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 65f0c0ffee65f0c0ffee65f0 */
                id: components["schemas"]["TicketId"];
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
                     *       "currency": "text",
                     *       "id": "65f0c0ffee65f0c0ffee65f0",
                     *       "price": 20,
                     *       "status": "listed",
                     *       "title": "text",
                     *       "userId": "65f0c0ffee65f0c0ffee65f0",
                     *       "version": 1
                     *     }
                     */
                    "text/event-stream": components["schemas"]["TicketView"];
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
}
