// Draws a mirrored execution of CodePipeline; AWS does the work, every step here only waits and shows.
def stages = awsMirrorStages('@MIRROR@')
for (int s = 0; s < stages.size(); s++) {
    def one = stages[s]
    stage(one.name) {
        if (awsMirrorEnter(mirror: '@MIRROR@', stage: one.name)) {
            for (int g = 0; g < one.groups.size(); g++) {
                def names = one.groups[g]
                def branches = [:]
                for (int a = 0; a < names.size(); a++) {
                    def name = names[a]
                    // "failFast" is no branch but an option of parallel.
                    def branch = name == 'failFast' ? 'failFast (action)' : name
                    branches[branch] = {
                        awsMirrorAction(mirror: '@MIRROR@', stage: one.name, action: name, logs: @LOGS@)
                    }
                }
                parallel(branches)
            }
        }
    }
}
