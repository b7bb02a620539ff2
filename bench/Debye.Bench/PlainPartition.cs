using Debye.Learning.Explanation;
using Debye.Learning.Tables;
using Debye.Learning.Trees;

namespace Debye.Bench;

/// <summary>
/// Owen values by a queue, one row at a time: the question of the largest contribution first, contributions without answers spread evenly.
/// </summary>
internal static class PlainPartition
{
    public static double[] Explain(SpectrumScorer scorer, float[] spectrum, SpectrumBackground background, int budget, int minimumWidth)
    {
        // The background of the comparison is one spectrum; hidden whole, its scores show it.
        var hidden = Hidden(spectrum, background);
        var (values, asked) = (new double[spectrum.Length], 2);
        double Ask(bool[] shown)
        {
            asked++;
            return scorer(
                new FeatureTable(
                    Enumerable.Range(0, spectrum.Length).Select(i => shown[i] ? spectrum[i] : hidden[i]).ToArray(),
                    spectrum.Length
                )
            )[0];
        }

        var queue = new PriorityQueue<(int Start, int End, bool[] Shown, double Weight, double Without, double With), double>();
        var (none, all) = (new bool[spectrum.Length], Enumerable.Repeat(true, spectrum.Length).ToArray());
        queue.Enqueue((0, spectrum.Length, none, 1, Ask(none), Ask(all)), 0);
        asked = 2;
        while (queue.TryDequeue(out var question, out _))
        {
            var (start, end, shown, weight, without, with) = question;
            if (end - start <= minimumWidth || asked + 2 > budget)
            {
                for (var i = start; i < end; i++)
                    values[i] += weight * (with - without) / (end - start);
                continue;
            }

            var middle = (start + end) / 2;
            var (leftShown, rightShown) = (Showing(shown, start, middle), Showing(shown, middle, end));
            var (left, right) = (Ask(leftShown), Ask(rightShown));
            void Add(int from, int to, bool[] around, double off, double on) =>
                queue.Enqueue((from, to, around, weight / 2, off, on), -weight / 2 * Math.Abs(on - off));
            Add(start, middle, shown, without, left);
            Add(start, middle, rightShown, right, with);
            Add(middle, end, shown, without, right);
            Add(middle, end, leftShown, left, with);
        }

        return values;
    }

    private static float[] Hidden(float[] spectrum, SpectrumBackground background)
    {
        float[] hidden = [];
        BandShap.Explain(
            rows =>
            {
                if (hidden.Length == 0)
                    hidden = rows.Row(0).ToArray();
                return new double[rows.Rows];
            },
            spectrum,
            background,
            new BandShapOptions { MaximumEvaluations = 2 }
        );
        return hidden;
    }

    private static bool[] Showing(bool[] shown, int start, int end)
    {
        var more = (bool[])shown.Clone();
        Array.Fill(more, true, start, end - start);
        return more;
    }
}
