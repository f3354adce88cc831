// Made from openapi/orders.json by `npm run api-types`.

export interface paths {
    "/api/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The caller's orders, newest first. */
        get: operations["list"];
        put?: never;
        /** Reserves a ticket for the caller. */
        post: operations["create"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** One of the caller's orders. */
        get: operations["show"];
        put?: never;
        post?: never;
        /** Lets go of a reservation. Cancelling again changes nothing; an order that is complete refuses. */
        delete: operations["cancel"];
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/orders/{id}/live": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** The order now and after every change, with the server's clock, as server-sent events named `order`. */
        get: operations["live"];
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
        /**
         * @description Why an order was cancelled.
         * @enum {string}
         */
        CancelReason: "user" | "expired" | "withdrawn" | "payment_failed" | "refunded";
        CreateOrder: {
            expectedPrice?: components["schemas"]["PriceInput"] | null;
            ticketId: components["schemas"]["TicketId"];
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
        /** @example 65f0c0ffee65f0c0ffee65f0 */
        OrderId: string;
        /**
         * @description Where an order stands. Nothing leaves `cancelled`.
         * @enum {string}
         */
        OrderStatus: "created" | "awaiting:payment" | "complete" | "cancelled";
        /** @description An order, and the server's time, by which `expiresAt` counts. */
        OrderView: {
            cancelReason?: components["schemas"]["CancelReason"] | null;
            expiresAt: components["schemas"]["Timestamp"];
            id: components["schemas"]["OrderId"];
            serverNow: components["schemas"]["Timestamp"];
            status: components["schemas"]["OrderStatus"];
            ticket: components["schemas"]["OrderedTicketView"];
            userId: components["schemas"]["UserId"];
            /** Format: int64 */
            version: number;
        };
        /** @description The ticket as it was when the order was made. */
        OrderedTicketView: components["schemas"]["EventDetails"] & {
            currency: string;
            id: components["schemas"]["TicketId"];
            price: components["schemas"]["Price"];
            title: string;
            userId: components["schemas"]["UserId"];
            /** Format: int64 */
            version: number;
        };
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
        /** @example 65f0c0ffee65f0c0ffee65f0 */
        TicketId: string;
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
    list: {
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
                     *         "expiresAt": "2099-06-01T18:30:00.000Z",
                     *         "id": "65f0c0ffee65f0c0ffee65f0",
                     *         "serverNow": "2099-06-01T18:30:00.000Z",
                     *         "status": "created",
                     *         "ticket": {
                     *           "currency": "text",
                     *           "id": "65f0c0ffee65f0c0ffee65f0",
                     *           "price": 20,
                     *           "title": "text",
                     *           "userId": "65f0c0ffee65f0c0ffee65f0",
                     *           "version": 1
                     *         },
                     *         "userId": "65f0c0ffee65f0c0ffee65f0",
                     *         "version": 1
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["OrderView"][];
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
    create: {
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
                 *       "ticketId": "65f0c0ffee65f0c0ffee65f0"
                 *     }
                 */
                "application/json": components["schemas"]["CreateOrder"];
            };
        };
        responses: {
            /** @description Created */
            201: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "expiresAt": "2099-06-01T18:30:00.000Z",
                     *       "id": "65f0c0ffee65f0c0ffee65f0",
                     *       "serverNow": "2099-06-01T18:30:00.000Z",
                     *       "status": "created",
                     *       "ticket": {
                     *         "currency": "text",
                     *         "id": "65f0c0ffee65f0c0ffee65f0",
                     *         "price": 20,
                     *         "title": "text",
                     *         "userId": "65f0c0ffee65f0c0ffee65f0",
                     *         "version": 1
                     *       },
                     *       "userId": "65f0c0ffee65f0c0ffee65f0",
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["OrderView"];
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
            /** @description no such ticket */
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
            /** @description `ticket_reserved`, `own_ticket`, `ticket_withdrawn`, `event_begun` or `price_changed` */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "ticket_reserved" | "own_ticket" | "ticket_withdrawn" | "event_begun" | "price_changed";
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
    show: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 65f0c0ffee65f0c0ffee65f0 */
                id: components["schemas"]["OrderId"];
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
                     *       "expiresAt": "2099-06-01T18:30:00.000Z",
                     *       "id": "65f0c0ffee65f0c0ffee65f0",
                     *       "serverNow": "2099-06-01T18:30:00.000Z",
                     *       "status": "created",
                     *       "ticket": {
                     *         "currency": "text",
                     *         "id": "65f0c0ffee65f0c0ffee65f0",
                     *         "price": 20,
                     *         "title": "text",
                     *         "userId": "65f0c0ffee65f0c0ffee65f0",
                     *         "version": 1
                     *       },
                     *       "userId": "65f0c0ffee65f0c0ffee65f0",
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["OrderView"];
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
            /** @description `not_yours`: another's order */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_yours";
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
    cancel: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 65f0c0ffee65f0c0ffee65f0 */
                id: components["schemas"]["OrderId"];
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
            /** @description `not_yours`: another's order, or a request from another site */
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
            /** @description `order_complete` */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "order_complete";
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
    live: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 65f0c0ffee65f0c0ffee65f0 */
                id: components["schemas"]["OrderId"];
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
                     *       "expiresAt": "2099-06-01T18:30:00.000Z",
                     *       "id": "65f0c0ffee65f0c0ffee65f0",
                     *       "serverNow": "2099-06-01T18:30:00.000Z",
                     *       "status": "created",
                     *       "ticket": {
                     *         "currency": "text",
                     *         "id": "65f0c0ffee65f0c0ffee65f0",
                     *         "price": 20,
                     *         "title": "text",
                     *         "userId": "65f0c0ffee65f0c0ffee65f0",
                     *         "version": 1
                     *       },
                     *       "userId": "65f0c0ffee65f0c0ffee65f0",
                     *       "version": 1
                     *     }
                     */
                    "text/event-stream": components["schemas"]["OrderView"];
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
            /** @description `not_yours`: another's order */
            403: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "not_yours";
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
}
