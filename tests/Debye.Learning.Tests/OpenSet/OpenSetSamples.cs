using Debye.Learning.OpenSet;
using Debye.Learning.Tables;
using Debye.Numerics;

namespace Debye.Learning.Tests.OpenSet;

/// <summary>Made classes of features, and logits that go with them.</summary>
internal static class OpenSetSamples
{
    public const int Columns = 8;
    public const int Classes = 3;

    /// <summary>Clouds about three centres in a plane of the space.</summary>
    public static OpenSetExamples Features(int each, ulong seed)
    {
        var (random, values, labels) = (new RandomSource(seed, 3), new List<double>(), new List<int>());
        for (var i = 0; i < each * Classes; i++)
        {
            labels.Add(i % Classes);
            for (var j = 0; j < Columns; j++)
                values.Add((j == i % Classes ? 6 : 1) + 0.5 * random.NextNormal());
        }

        return new OpenSetExamples(new SampleTable(values.ToArray(), Columns), [.. labels], Classes);
    }

    /// <summary>Logits that speak up for their class.</summary>
    public static OpenSetExamples Logits(int each, ulong seed)
    {
        var (random, values, labels) = (new RandomSource(seed, 4), new List<double>(), new List<int>());
        for (var i = 0; i < each * Classes; i++)
        {
            labels.Add(i % Classes);
            for (var j = 0; j < Classes; j++)
                values.Add((j == i % Classes ? 8 : 0) + random.NextNormal());
        }

        return new OpenSetExamples(new SampleTable(values.ToArray(), Classes), [.. labels], Classes);
    }

    /// <summary>Features off the plane, or logits that speak up for none.</summary>
    public static SampleTable Unknown(DetectorInput input, int rows, ulong seed)
    {
        var (random, values) = (new RandomSource(seed, 5), new List<double>());
        for (var i = 0; i < rows; i++)
        for (var j = 0; j < (input == DetectorInput.Features ? Columns : Classes); j++)
            values.Add((input == DetectorInput.Features && j > 5 ? 7 : 0.5) + 0.5 * random.NextNormal());
        return new SampleTable(values.ToArray(), values.Count / rows);
    }

    public static OpenSetExamples Known(DetectorInput input, int each, ulong seed) =>
        input == DetectorInput.Features ? Features(each, seed) : Logits(each, seed);
}
