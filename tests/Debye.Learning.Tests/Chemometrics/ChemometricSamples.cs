using Debye.Learning.Tables;
using Debye.Numerics;

namespace Debye.Learning.Tests.Chemometrics;

/// <summary>Made samples: a few factors, noise, and nothing else.</summary>
internal static class ChemometricSamples
{
    public static SampleTable Class(int rows, ulong seed, int columns = 12, int factors = 2, double noise = 0.05, double offset = 0)
    {
        var (shape, random) = (new RandomSource(77, 1), new RandomSource(seed, 2));
        var loadings = new double[factors * columns];
        for (var i = 0; i < loadings.Length; i++)
            loadings[i] = shape.NextNormal();
        var values = new double[rows * columns];
        for (var i = 0; i < rows; i++)
        {
            for (var f = 0; f < factors; f++)
            {
                var score = random.NextNormal() * (factors - f);
                for (var j = 0; j < columns; j++)
                    values[i * columns + j] += score * loadings[f * columns + j];
            }

            for (var j = 0; j < columns; j++)
                values[i * columns + j] += noise * random.NextNormal() + (j < 3 ? offset : 0);
        }

        return new SampleTable(values, columns);
    }

    public static SampleTable Joined(params SampleTable[] tables) =>
        new(tables.SelectMany(table => table.Values.ToArray()).ToArray(), tables[0].Columns);
}
