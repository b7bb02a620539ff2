using System.Numerics;

namespace Debye.Learning.Baselines;

/// <summary>The largest of many scores.</summary>
internal static class LargestScores
{
    /// <summary>Finds the places of the largest scores, largest first; of equal ones the first.</summary>
    /// <param name="scores">Scores without NaN, at least as many as are asked for.</param>
    /// <param name="offset">Added to every place.</param>
    /// <param name="destination">Room for as many places as are wanted.</param>
    public static void Find<T>(ReadOnlySpan<T> scores, int offset, Span<int> destination)
        where T : IFloatingPointIeee754<T>
    {
        var count = 0;
        var threshold = T.NegativeInfinity;
        for (var i = 0; i < scores.Length; i++)
        {
            if (count == destination.Length && !(scores[i] > threshold))
                continue;
            var at = Math.Min(count, destination.Length - 1);
            for (; at > 0 && scores[destination[at - 1]] < scores[i]; at--)
                destination[at] = destination[at - 1];
            if (destination.Length == 0)
                return;
            destination[at] = i;
            count = Math.Min(count + 1, destination.Length);
            threshold = scores[destination[count - 1]];
        }

        foreach (ref var place in destination)
            place += offset;
    }
}
