using Debye.Learning.Tables;

namespace Debye.Learning.Chemometrics;

/// <summary>Co-ordinates of a sample in the space of the classes: principal components of the predicted memberships.</summary>
internal sealed class SuperScores
{
    private readonly PartialLeastSquares _regression;
    private readonly PrincipalAxes _axes;
    private readonly double[] _mean;

    /// <summary>Fits regression and components.</summary>
    public SuperScores(SampleTable table, ReadOnlySpan<int> labels, int classes, PartialLeastSquaresOptions options)
    {
        var memberships = new double[table.Rows * classes];
        for (var i = 0; i < table.Rows; i++)
            memberships[i * classes + labels[i]] = 1;
        _regression = PartialLeastSquares.Fit(table, new SampleTable(memberships, classes), options);
        var predicted = new double[memberships.Length];
        for (var i = 0; i < table.Rows; i++)
            _regression.Predict(table.Row(i), predicted.AsSpan(i * classes, classes));
        _mean = new double[classes];
        for (var i = 0; i < predicted.Length; i++)
            _mean[i % classes] += predicted[i] / table.Rows;
        for (var i = 0; i < predicted.Length; i++)
            predicted[i] -= _mean[i % classes];
        _axes = PrincipalAxes.Of(predicted, classes, classes - 1);
        Variances = [.. _axes.SquaredValues.Select(square => square / (table.Rows - 1))];
    }

    /// <summary>Number of co-ordinates: classes less one, or fewer where there are fewer components.</summary>
    public int Count => _axes.Count;

    /// <summary>Variance of the training samples along every co-ordinate.</summary>
    public double[] Variances { get; }

    /// <summary>Numbers of a sample.</summary>
    public int FeatureCount => _regression.FeatureCount;

    /// <summary>Number of classes.</summary>
    public int Classes => _mean.Length;

    /// <summary>Co-ordinates of a sample.</summary>
    public double[] Of(ReadOnlySpan<double> row)
    {
        var memberships = new double[Classes];
        _regression.Predict(row, memberships);
        return Place(memberships);
    }

    /// <summary>Co-ordinates of a full member of a class.</summary>
    public double[] OfClass(int index)
    {
        var memberships = new double[Classes];
        memberships[index] = 1;
        return Place(memberships);
    }

    /// <summary>Co-ordinates as linear functions of the numbers of a sample: Map·x + Offset, Map in rows of co-ordinates.</summary>
    public (double[] Map, double[] Offset) AsLinear()
    {
        var probe = new double[FeatureCount];
        var (offset, map) = (Of(probe), new double[Count * FeatureCount]);
        for (var f = 0; f < probe.Length; f++)
        {
            probe[f] = 1;
            var moved = Of(probe);
            for (var c = 0; c < Count; c++)
                map[(c * FeatureCount) + f] = moved[c] - offset[c];
            probe[f] = 0;
        }

        return (map, offset);
    }

    private double[] Place(double[] memberships)
    {
        var scores = new double[Count];
        for (var k = 0; k < memberships.Length; k++)
            memberships[k] -= _mean[k];
        _axes.Split(memberships, scores);
        return scores;
    }
}
