const UNKNOWN = Object.freeze({
    name: 'Somebody',
    state: Object.freeze({audio: false, video: false, screen: false, hand: false}),
    role: 'participant',
    presence: 'connected',
});

/**
 * Who is here, by their ids: what the server has said of them, and over that what they say of themselves over their links. It may
 * have people of whom the server knows no more; to the server they are `reconnecting`.
 */
export class Roster {
    #entries = new Map();

    /** The others as the server has them now; `linked`, those with a link, stay. */
    begin(participants, linked) {
        const kept = linked.map(([id, link]) => [id, {...this.of(id, link), presence: 'reconnecting'}]);
        this.#entries = new Map([...kept, ...participants.map(participant => [participant.id, participant])]);
    }

    put(participant) {
        this.#entries.set(participant.id, participant);
    }

    /** The one at the other side of a link: {id, name, state, role, presence}. */
    of(id, link) {
        const entry = this.#entries.get(id) ?? {...UNKNOWN, id, ...(link.told === null ? {} : {name: link.told.hello.name})};
        return {...entry, state: link.told?.state ?? entry.state};
    }

    nameOf(id) {
        return this.#entries.get(id)?.name ?? null;
    }

    /** Whom the server reaches. */
    get served() {
        return [...this.#entries.values()].filter(({presence}) => presence === 'connected').map(({id}) => id);
    }

    /** It counts more than what the server says, and is what is known when the channel is down. */
    heardState(id, link, state) {
        this.put({...this.of(id, link), state});
    }

    /** The server has lost them; they may be here all the same. */
    lost(id) {
        const entry = this.#entries.get(id);
        if (entry !== undefined) {
            this.put({...entry, presence: 'reconnecting'});
        }
    }

    renamed(id, to) {
        const entry = this.#entries.get(to) ?? {...UNKNOWN, ...this.#entries.get(id), id: to};
        this.#entries.delete(id);
        this.put(entry);
    }

    /** Forgets everybody else. */
    keep(isHere) {
        this.#entries = new Map([...this.#entries].filter(([id]) => isHere(id)));
    }
}
