namespace Debye.Learning.Explanation;

/// <summary>A band in one of its surroundings: which other bands are shown, and the scores without and with it.</summary>
/// <param name="Node">The band.</param>
/// <param name="Shown">The parts of the spectrum outside the band that are shown, ascending.</param>
/// <param name="Weight">Share of these surroundings among all of the band.</param>
/// <param name="Without">Score with the band hidden.</param>
/// <param name="With">Score with the band shown.</param>
internal sealed record BandQuestion(BandNode Node, List<(int Start, int End)> Shown, double Weight, double Without, double With)
{
    /// <summary>What the band adds here, weighted.</summary>
    public double Contribution => Weight * (With - Without);

    /// <summary>The surroundings with one more part shown.</summary>
    public List<(int Start, int End)> ShownWith(BandNode part)
    {
        var at = Shown.FindIndex(shown => shown.Start >= part.End);
        List<(int Start, int End)> shown = [.. Shown];
        shown.Insert(at < 0 ? shown.Count : at, (part.Start, part.End));
        return shown;
    }

    /// <summary>The questions about the halves that follow, given the scores with only the left and only the right half shown.</summary>
    public IEnumerable<BandQuestion> Halves(double left, double right)
    {
        var (l, r) = (Node.Left!, Node.Right!);
        yield return new BandQuestion(l, Shown, 0.5 * Weight, Without, left);
        yield return new BandQuestion(l, ShownWith(r), 0.5 * Weight, right, With);
        yield return new BandQuestion(r, Shown, 0.5 * Weight, Without, right);
        yield return new BandQuestion(r, ShownWith(l), 0.5 * Weight, left, With);
    }
}
