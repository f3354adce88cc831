// Made from openapi/orders.json by `npm run api-types`.

export interface paths {
    "/api/admin/orders": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Everyone's orders, newest first. For admins. */
        get: operations["list_all"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/orders/audit": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** What admins did to orders, newest first. For admins. */
        get: operations["audit"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/orders/{id}": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        /** Anyone's order, with the states that it came to. For admins. */
        get: operations["show_any"];
        put?: never;
        post?: never;
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
    "/api/admin/orders/{id}/refund": {
        parameters: {
            query?: never;
            header?: never;
            path?: never;
            cookie?: never;
        };
        get?: never;
        put?: never;
        /**
         * Gives the money of a complete order back in full, and puts its ticket on sale again or never again. Asking
         *     for the same again changes nothing. For admins.
         */
        post: operations["refund"];
        delete?: never;
        options?: never;
        head?: never;
        patch?: never;
        trace?: never;
    };
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
        /**
         * The order now and after every change, with the server's clock, as server-sent events named `order`. It ends
         *     with the session.
         */
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
        /** @example 65f0c0ffee65f0c0ffee65f0 */
        ActId: string;
        /** @description Who did it, by the address of that time. */
        ActingAdmin: {
            email: string;
            id: components["schemas"]["UserId"];
        };
        /** @description An order, and how it came to stand as it does. */
        AdminOrderView: components["schemas"]["OrderView"] & {
            createdAt: components["schemas"]["Timestamp"];
            /** @description The states that it came to, oldest first. Of an old order only the first and the last may be known. */
            history: components["schemas"]["Stage"][];
            paymentId?: components["schemas"]["PaymentId"] | null;
            /** @description Its ticket is not to be sold again. */
            ticketVoided: boolean;
        };
        /**
         * @description Why an order was cancelled.
         * @enum {string}
         */
        CancelReason: "user" | "expired" | "withdrawn" | "payment_failed" | "refunded";
        CreateOrder: {
            expectedPrice?: components["schemas"]["PriceInput"] | null;
            ticketId: components["schemas"]["TicketId"];
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
        /** @example 65f0c0ffee65f0c0ffee65f0 */
        PaymentId: string;
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
        RefundOrder: {
            reason: components["schemas"]["Reason"];
            /** @description What becomes of the ticket. */
            ticket: components["schemas"]["TicketAfterRefund"];
        };
        /** @description A state that an order came to, and when. */
        Stage: {
            at: components["schemas"]["Timestamp"];
            status: components["schemas"]["OrderStatus"];
        };
        /**
         * @description What becomes of the ticket of an order whose money is given back.
         * @enum {string}
         */
        TicketAfterRefund: "relist" | "void";
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
    list_all: {
        parameters: {
            query?: {
                status?: "created" | "awaiting:payment" | "complete" | "cancelled";
                /** @description The buyer. */
                userId?: components["schemas"]["UserId"];
                ticketId?: components["schemas"]["TicketId"];
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
                     *         "expiresAt": "2099-06-01T18:30:00.000Z",
                     *         "history": [
                     *           {
                     *             "at": "2099-06-01T18:30:00.000Z",
                     *             "status": "created"
                     *           }
                     *         ],
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
                     *         "ticketVoided": true,
                     *         "userId": "65f0c0ffee65f0c0ffee65f0",
                     *         "version": 1
                     *       }
                     *     ]
                     */
                    "application/json": components["schemas"]["AdminOrderView"][];
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
                     *       "createdAt": "2099-06-01T18:30:00.000Z",
                     *       "expiresAt": "2099-06-01T18:30:00.000Z",
                     *       "history": [
                     *         {
                     *           "at": "2099-06-01T18:30:00.000Z",
                     *           "status": "created"
                     *         }
                     *       ],
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
                     *       "ticketVoided": true,
                     *       "userId": "65f0c0ffee65f0c0ffee65f0",
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["AdminOrderView"];
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
    refund: {
        parameters: {
            query?: never;
            header?: never;
            path: {
                /** @example 65f0c0ffee65f0c0ffee65f0 */
                id: components["schemas"]["OrderId"];
            };
            cookie?: never;
        };
        requestBody: {
            content: {
                /**
                 * @example {
                 *       "reason": "text",
                 *       "ticket": "relist"
                 *     }
                 */
                "application/json": components["schemas"]["RefundOrder"];
            };
        };
        responses: {
            /** @description decided; the money follows */
            200: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    /**
                     * @example {
                     *       "createdAt": "2099-06-01T18:30:00.000Z",
                     *       "expiresAt": "2099-06-01T18:30:00.000Z",
                     *       "history": [
                     *         {
                     *           "at": "2099-06-01T18:30:00.000Z",
                     *           "status": "created"
                     *         }
                     *       ],
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
                     *       "ticketVoided": true,
                     *       "userId": "65f0c0ffee65f0c0ffee65f0",
                     *       "version": 1
                     *     }
                     */
                    "application/json": components["schemas"]["AdminOrderView"];
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
            /** @description `order_not_complete` or `order_refunded`, with another end for its ticket */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "order_not_complete" | "order_refunded";
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
            /** @description `ticket_reserved`, `own_ticket`, `ticket_withdrawn`, `event_begun`, `price_changed`, `too_many_orders` or `idempotency_key_in_use` */
            409: {
                headers: {
                    "x-request-id": components["headers"]["RequestId"];
                    [name: string]: unknown;
                };
                content: {
                    "application/problem+json": components["schemas"]["Problem"] & {
                        /** @enum {unknown} */
                        code?: "ticket_reserved" | "own_ticket" | "ticket_withdrawn" | "event_begun" | "price_changed" | "too_many_orders" | "idempotency_key_in_use";
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
