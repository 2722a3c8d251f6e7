"""The implementation programme (uitvoeringsprogramma): what the region works on, with whom, until when.

Words: a *programme* has *groups* (themagroepen); in a group stand *challenges* (opgaven). A challenge has lines: goals,
activities, subtracks, leads, participations of municipalities, parties, figures, documents and lists. Its decision
moments are rows of ``adoption``; here stands only to which challenge or activity a moment belongs.
"""
