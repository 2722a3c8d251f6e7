"""What becomes of the advice of a group: its proposals on the strategic agenda, and finding out what can be done.

Words: the bureau *offers* (biedt aan) a proposal to the participating councils, for one theme of the agenda. Each of
them has a *placement* (plaatsing): a row of *entries*, of which the ones that no other corrects count. By the *rule* of
the region, frozen on the offer, it follows when a proposal counts as placed: its *standing*.
"""
