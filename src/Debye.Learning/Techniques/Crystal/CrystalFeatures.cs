using Debye.Learning.Tables;
using Debye.Learning.Trees;

namespace Debye.Learning.Techniques.Crystal;

/// <summary>Descriptors of crystals as tables.</summary>
internal static class CrystalFeatures
{
    /// <summary>
    /// What a missing descriptor counts as where none may be missing: hardly any descriptor is negative, so that it stands apart.
    /// </summary>
    private const float Missing = 0;

    /// <summary>Descriptors, missing ones as NaN, and the answer of a base model behind them where it is given.</summary>
    public static FeatureTable Table(IReadOnlyList<CrystalInput> crystals, IReadOnlyList<double>? baseValues)
    {
        var columns = crystals[0].Descriptors.Length + (baseValues is null ? 0 : 1);
        var values = new float[crystals.Count * columns];
        for (var i = 0; i < crystals.Count; i++)
        {
            crystals[i].Descriptors.CopyTo(values, i * columns);
            if (baseValues is not null)
                values[((i + 1) * columns) - 1] = (float)baseValues[i];
        }

        return new FeatureTable(values, columns);
    }

    /// <summary>The same without missing values.</summary>
    public static FeatureTable Complete(IReadOnlyList<CrystalInput> crystals, IReadOnlyList<double>? baseValues)
    {
        var table = Table(crystals, baseValues);
        return new FeatureTable(Array.ConvertAll(table.Values.ToArray(), value => float.IsNaN(value) ? Missing : value), table.Columns);
    }
}
