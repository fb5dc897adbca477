// Rooms, made as any other program would make them.

/** Makes a room and gives its link and id. */
export async function makeRoom(server) {
    const answer = await fetch(`${server}/api/v1/rooms`, {
        method: 'POST', headers: {'content-type': 'application/json'}, body: '{}',
    });
    if (answer.status !== 201) {
        throw new Error(`No room: ${answer.status} ${await answer.text()}`);
    }
    const {id} = await answer.json();
    return {id, link: `${server}/${id}`};
}
