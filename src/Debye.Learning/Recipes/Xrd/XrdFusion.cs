using System.Collections.Immutable;
using Debye.Techniques.Xrd.Library;

namespace Debye.Learning.Recipes.Xrd;

/// <summary>Combines the network's probabilities with what the library search found.</summary>
internal static class XrdFusion
{
    private const double MatchWeight = 24;
    private const double NetworkWeight = 0.6;
    private const double Floor = 1e-4;

    /// <summary>Log-linear pool: weight · ln p(network) + weight · best score of the group's library hits.</summary>
    /// <param name="network">Probabilities of the 230 space groups.</param>
    /// <param name="matches">Library hits, best first.</param>
    public static float[] Combine(float[] network, ImmutableArray<LibraryMatch> matches)
    {
        if (matches.IsEmpty) return network;
        var best = new double[network.Length];
        Array.Fill(best, matches[^1].Score);
        foreach (var match in matches) best[match.Entry.SpaceGroup - 1] = Math.Max(best[match.Entry.SpaceGroup - 1], match.Score);
        var logits = new double[network.Length];
        for (var i = 0; i < logits.Length; i++) logits[i] = NetworkWeight * Math.Log(network[i] + Floor) + MatchWeight * best[i];
        var largest = logits.Max();
        var sum = logits.Sum(value => Math.Exp(value - largest));
        return [.. logits.Select(value => (float)(Math.Exp(value - largest) / sum))];
    }
}
