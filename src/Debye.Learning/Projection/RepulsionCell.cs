namespace Debye.Learning.Projection;

/// <summary>What is known of some points of the plane: the box around them, their number, mean and spread.</summary>
/// <param name="Left">Smallest x.</param>
/// <param name="Right">Largest x.</param>
/// <param name="Low">Smallest y.</param>
/// <param name="High">Largest y.</param>
/// <param name="Points">Number of points.</param>
/// <param name="X">Mean.</param>
/// <param name="Y">Mean.</param>
/// <param name="SpreadXx">Σ (x − mean)².</param>
/// <param name="SpreadXy">Σ (x − mean)(y − mean).</param>
/// <param name="SpreadYy">Σ (y − mean)².</param>
internal readonly record struct RepulsionCell(
    double Left,
    double Right,
    double Low,
    double High,
    double Points,
    double X,
    double Y,
    double SpreadXx,
    double SpreadXy,
    double SpreadYy
)
{
    /// <summary>No points.</summary>
    public static RepulsionCell Empty =>
        new(double.PositiveInfinity, double.NegativeInfinity, double.PositiveInfinity, double.NegativeInfinity, 0, 0, 0, 0, 0, 0);

    /// <summary>Longer side of the box.</summary>
    public double Side => Math.Max(Right - Left, High - Low);

    /// <summary>With one point more.</summary>
    public RepulsionCell With(double x, double y) => With(new RepulsionCell(x, x, y, y, 1, x, y, 0, 0, 0));

    /// <summary>Together with others. Spreads are carried to the common mean, so that nothing cancels.</summary>
    public RepulsionCell With(RepulsionCell other)
    {
        var (points, dx, dy) = (Points + other.Points, other.X - X, other.Y - Y);
        var (share, lever) = (other.Points / points, Points * other.Points / points);
        return new RepulsionCell(
            Math.Min(Left, other.Left),
            Math.Max(Right, other.Right),
            Math.Min(Low, other.Low),
            Math.Max(High, other.High),
            points,
            X + share * dx,
            Y + share * dy,
            SpreadXx + other.SpreadXx + lever * dx * dx,
            SpreadXy + other.SpreadXy + lever * dx * dy,
            SpreadYy + other.SpreadYy + lever * dy * dy
        );
    }
}
